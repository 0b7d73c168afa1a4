package dev.clerkguard.clerk;

import java.util.function.Function;
import java.util.function.Predicate;

import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.JsonNode;

import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.problem.RefusedException;

/**
 * One call of the Backend API.
 *
 * @param operation the kind of call, as metrics name it
 * @param whenMissing the refusal when Clerk answers that the resource does not exist
 * @param expected whether the JSON is the resource that was asked for; any other JSON is a failure of Clerk
 * @param request sends the request with this value of the Authorization header; called again for a further attempt
 */
public record BackendCall(
        Operation operation,
        RefusedException whenMissing,
        Predicate<JsonNode> expected,
        Function<String, Uni<RestResponse<byte[]>>> request) {}
