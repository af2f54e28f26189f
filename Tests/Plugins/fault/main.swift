import PluginKit

Plugin.serve(FaultProvider())
