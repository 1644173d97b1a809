using System.Net;
using Microsoft.AspNetCore.Http;

namespace Sluice.Lake.Hosting;

/// <summary>
/// <c>GET /_sluice/session</c>: a command of another process works with this lake for as long as its request lasts. A lake that ends with
/// the command that has started it waits for them, and takes none in once it has made up its mind: they start one of their own then.
/// </summary>
internal sealed class LakeGuests(LakeSettings settings) : IDisposable
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int present;
    private bool isClosed;
    private TaskCompletionSource? gone;

    /// <summary>Whether any is there.</summary>
    public bool IsAny
    {
        get
        {
            lock (gate)
            {
                return present > 0;
            }
        }
    }

    /// <summary>Answers a request: a line with the lake's settings when the guest is taken in, the end when the lake stops; 503 when it is about to.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (!TryEnter())
        {
            context.Response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
            return;
        }

        try
        {
            context.Response.ContentType = "application/x-ndjson";
            await context.Response.WriteAsync(settings.ToJson() + "\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await stopped.Task.WaitAsync(context.RequestAborted);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Completes when no guest is there; from then on none is taken in.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task left;
            lock (gate)
            {
                if (present == 0)
                {
                    isClosed = true;
                    return;
                }

                left = (gone ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await left.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends every session.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
        }

        stopped.TrySetResult();
    }

    private bool TryEnter()
    {
        lock (gate)
        {
            if (isClosed)
            {
                return false;
            }

            present++;
            return true;
        }
    }

    private void Leave()
    {
        lock (gate)
        {
            present--;
            if (present == 0)
            {
                gone?.TrySetResult();
                gone = null;
            }
        }
    }
}
