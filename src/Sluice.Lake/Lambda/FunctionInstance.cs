using System.Reflection;
using System.Runtime.Loader;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Lake.Lambda;

/// <summary>
/// A function's code, made ready: what Lambda calls an execution environment. It handles one event at a time.
/// A handler of Amazon.Lambda.Annotations is called through its generated class where the build has one, else as that class
/// would: the function a singleton of the container that the <c>[LambdaStartup]</c> class fills, <c>[FromServices]</c> parameters
/// from a scope for each invocation.
/// </summary>
internal sealed class FunctionInstance : IAsyncDisposable
{
    private static readonly MethodInfo ResultOfMethod =
        typeof(FunctionInstance).GetMethod(nameof(ResultOfAsync), BindingFlags.NonPublic | BindingFlags.Static)!; // it is below

    private readonly MethodInfo method;
    private readonly object? target;
    private readonly ServiceProvider? services;
    private readonly ILambdaSerializer? serializer;

    private FunctionInstance(MethodInfo method, object? target, ServiceProvider? services)
    {
        this.method = method;
        this.target = target;
        this.services = services;
        serializer = Serializer(method);
    }

    /// <summary>Finds and constructs a handler's class.</summary>
    /// <exception cref="LambdaValidationException">There is no such handler, or it cannot be called.</exception>
    public static FunctionInstance Create(HandlerName handler)
    {
        var assembly = LoadAssembly(handler);
        if (assembly.GetType(handler.Type) is { } type)
        {
            var method = Method(type, handler);
            return new FunctionInstance(method, method.IsStatic ? null : Activator.CreateInstance(type), services: null);
        }

        if (handler.AnnotatedType() is { } annotated && assembly.GetType(annotated) is { } function)
        {
            return CreateAnnotated(assembly, function, Method(function, handler));
        }

        throw new LambdaValidationException($"Unable to load type '{handler.Type}' from assembly '{handler.Assembly}'.");
    }

    /// <summary>Handles an event.</summary>
    /// <returns>The result as JSON.</returns>
    public async Task<string> HandleAsync(byte[] payload, ILambdaContext context)
    {
        await using var scope = services?.CreateAsyncScope();
        var arguments = Array.ConvertAll(method.GetParameters(), parameter =>
            parameter.IsDefined(typeof(FromServicesAttribute)) && scope is { } invocation ? invocation.ServiceProvider.GetRequiredService(parameter.ParameterType)
            : parameter.ParameterType == typeof(ILambdaContext) ? context
            : ReadEvent(parameter.ParameterType, payload));
        var result = method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        if (result is not Task task)
        {
            return WriteResult(method.ReturnType, result);
        }

        if (!method.ReturnType.IsGenericType)
        {
            await task;
            return "null";
        }

        var type = method.ReturnType.GetGenericArguments()[0];
        return WriteResult(type, await (Task<object?>)ResultOfMethod.MakeGenericMethod(type).Invoke(null, [task])!); // an async method never returns null
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => services?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<object?> ResultOfAsync<T>(Task<T> task) => await task;

    private static Assembly LoadAssembly(HandlerName handler)
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(handler.Assembly));
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            throw new LambdaValidationException(
                $"Could not find the specified handler assembly with the file name '{handler.Assembly}'. The lake runs functions in its own process: " +
                "the project that it starts must refer to the project of the functions.");
        }
    }

    private static FunctionInstance CreateAnnotated(Assembly assembly, Type function, MethodInfo method)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton(function);
        if (Array.Find(assembly.GetTypes(), static type => type.IsDefined(typeof(LambdaStartupAttribute), inherit: false)) is { } startup)
        {
            var configure = startup.GetMethod("ConfigureServices", [typeof(IServiceCollection)])
                ?? throw new LambdaValidationException($"The [LambdaStartup] class {startup.FullName} has no method ConfigureServices(IServiceCollection).");
            configure.Invoke(
                configure.IsStatic ? null : Activator.CreateInstance(startup), BindingFlags.DoNotWrapExceptions, binder: null, [collection], culture: null);
        }

        var services = collection.BuildServiceProvider();
        var target = services.GetRequiredService(function);
        using var scope = services.CreateScope();
        foreach (var parameter in method.GetParameters().Where(static parameter => parameter.IsDefined(typeof(FromServicesAttribute))))
        {
            // Clients that only a parameter needs are made now, while the function's environment is set.
            scope.ServiceProvider.GetRequiredService(parameter.ParameterType);
        }

        return new FunctionInstance(method, target, services);
    }

    private static MethodInfo Method(Type type, HandlerName handler)
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var methods = type.GetMember(handler.Method, MemberTypes.Method, Any).Cast<MethodInfo>().ToList();
        return methods switch
        {
            [var method] => method,
            [] => throw new LambdaValidationException($"Unable to find method '{handler.Method}' in type '{type.FullName}' from assembly '{handler.Assembly}'."),
            _ => throw new LambdaValidationException($"Method '{handler.Method}' of type '{type.FullName}' has overloads; a handler has one."),
        };
    }

    private static ILambdaSerializer? Serializer(MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<LambdaSerializerAttribute>()
            ?? method.DeclaringType!.Assembly.GetCustomAttribute<LambdaSerializerAttribute>(); // a handler is declared by a type
        return attribute is null ? null : (ILambdaSerializer?)Activator.CreateInstance(attribute.SerializerType);
    }

    private object? ReadEvent(Type type, byte[] payload)
    {
        var stream = new MemoryStream(payload, writable: false);
        return type == typeof(Stream)
            ? stream
            : Generic(nameof(ILambdaSerializer.Deserialize), type).Invoke(SerializerFor(type), BindingFlags.DoNotWrapExceptions, binder: null, [stream], culture: null);
    }

    private string WriteResult(Type type, object? result)
    {
        if (type == typeof(void))
        {
            return "null";
        }

        if (result is Stream stream)
        {
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }

        using var buffer = new MemoryStream();
        Generic(nameof(ILambdaSerializer.Serialize), type).Invoke(
            SerializerFor(type), BindingFlags.DoNotWrapExceptions, binder: null, [result, buffer], culture: null);
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private ILambdaSerializer SerializerFor(Type type) => serializer ?? throw new LambdaValidationException(
        $"The handler's type {type.FullName} needs a serializer, and the assembly has no [assembly: LambdaSerializer(...)].");

    private static MethodInfo Generic(string name, Type type) => typeof(ILambdaSerializer).GetMethod(name)!.MakeGenericMethod(type); // both names are its methods'
}
