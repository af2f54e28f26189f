import SystemInfo
import Testing

@Suite struct DemangledNameTests {
    @Test func `C++ and Swift symbols are told from others`() throws {
        let cxx = try #require(DemangledName("_ZN4shop4Cart3addEid"))
        #expect(cxx.language == .cxx && cxx.text == "shop::Cart::add(int, double)" && cxx.shown == cxx.text)
        #expect(cxx.forms.contains("shop.Cart.add"))
        let swift = try #require(DemangledName("$s4Shop4CartV3add_5priceS2i_SdtF"))
        #expect(swift.language == .swift)
        #expect(swift.text == "Shop.Cart.add(_: Swift.Int, price: Swift.Double) -> Swift.Int")
        #expect(swift.shown == "Shop.Cart.add(_:price:)" && swift.forms.contains("Shop.Cart.add"))
        for other in ["main", "_Zebra", "$start", "$s", "_ZZZZ", ""] { #expect(DemangledName(other) == nil) }
    }

    @Test(arguments: [
        ("Shop.Cart.add(_: Swift.Int, price: Swift.Double) -> Swift.Int", "Shop.Cart.add(_:price:)"),
        ("static Shop.Cart.make() -> Shop.Cart", "Shop.Cart.make()"),
        ("Shop.Cart.total.getter : Swift.Int", "Shop.Cart.total.getter"),
        ("Shop.free<A>(A) -> A", "Shop.free(_:)"),
        ("Shop.map<A, B where A: Swift.Sequence>(_: A, with: (A.Element) -> B) -> [B]", "Shop.map(_:with:)"),
        ("Shop.(helper in _8A5B00FF)(x: Swift.Int) -> ()", "Shop.helper(x:)"),
        ("Shop.(Private in _8A5B00FF).run() -> ()", "Shop.Private.run()"),
        ("(extension in Shop):Swift.Int.double() -> Swift.Int", "Swift.Int.double()"),
        ("Shop.Cart.init(items: Swift.Array<Swift.Int>) -> Shop.Cart", "Shop.Cart.init(items:)"),
    ])
    func `functions have the name of the source`(text: String, name: String) {
        #expect(SwiftFunctionName(text)?.name == name)
    }

    @Test(arguments: [
        "type metadata accessor for Shop.Cart", "outlined destroy of Shop.Cart",
        "default argument 0 of Shop.Cart.init(items: Swift.Array<Swift.Int>) -> Shop.Cart",
        "implicit closure #1 (Swift.Int, Swift.Int) -> Swift.Int in Shop.Cart.total.getter : Swift.Int",
        "variable initialization expression of Shop.Cart.items : Swift.Array<Swift.Int>", "", "(", "a", "<<",
    ])
    func `what the compiler made is no function of the source`(text: String) {
        #expect(SwiftFunctionName(text) == nil)
    }

    @Test func `async functions and their parts are known`() throws {
        let text = "Shop.Shop.serve(customer: Swift.Int) async throws -> Swift.Int"
        let function = try #require(SwiftFunctionName(text))
        #expect(function.isAsync && !function.isResumption && function.name == "Shop.Shop.serve(customer:)")
        let part = try #require(SwiftFunctionName("(2) await resume partial function for " + text))
        #expect(part.isAsync && part.isResumption && part.name == function.name)
        #expect(try #require(SwiftFunctionName("Shop.f(_: () async -> ()) -> ()")).isAsync == false)
    }
}
