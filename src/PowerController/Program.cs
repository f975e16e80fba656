using PowerController.CommandLine;
using PowerController.Supervision;

if (!OperatingSystem.IsWindows() || !args.Contains(UnderWindows.Flag, StringComparer.Ordinal))
    return await PowerCtl.RunAsync(args);
var command = args.Where(argument => argument != UnderWindows.Flag).ToArray();
return UnderWindows.Run(stop => PowerCtl.RunAsync(command, cancel: stop));
