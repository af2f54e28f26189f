import ProviderAPI
import Testing

@testable import ProviderTesting

struct ReferenceGlobTests {
    @Test func `agrees with the provider API's matcher`() {
        let patterns = ["", "*", "a*", "*b", "a?c", "[a-c]x", "[!a-c]x", "a\\*c", "*a*b*", "[ab]*[!c]", "a**b", "?"]
        let texts = ["", "a", "ab", "abc", "a*c", "bx", "dx", "xaybz", "aab", "c", "acb"]
        for pattern in patterns {
            for text in texts {
                #expect(ReferenceGlob(pattern).matches(text) == Glob(pattern).matches(text), "\(pattern) on \(text)")
            }
        }
    }
}
