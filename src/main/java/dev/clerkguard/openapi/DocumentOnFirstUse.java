package dev.clerkguard.openapi;

import java.util.ArrayDeque;
import java.util.Queue;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import org.jboss.logging.Logger;

/**
 * Reads the OpenAPI document at its first request. Quarkus reads it at the start, which is the longest step of the start,
 * and most processes never serve it.
 */
@OnFirstUse
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class DocumentOnFirstUse {
    private static final Logger LOG = Logger.getLogger(DocumentOnFirstUse.class);
    /** The method of Quarkus' service that reads and writes the document. */
    private static final String PREPARATION = "prepareDocument";

    /** What Quarkus wanted to be done at the start, one call for each document. */
    private final Queue<InvocationContext> preparations = new ArrayDeque<>();

    @AroundInvoke
    synchronized Object call(InvocationContext call) throws Exception {
        if (call.getMethod().getName().equals(PREPARATION)) {
            preparations.add(call);
            return null;
        }
        while (!preparations.isEmpty()) {
            // Removed afterwards: where it fails, the next request tries again.
            preparations.element().proceed();
            preparations.remove();
            LOG.debug("event=openapi_read");
        }
        return call.proceed();
    }
}
