package dev.clerkguard.clerk;

import org.jboss.resteasy.reactive.RestResponse;

/** Interprets the status and the body of an HTTP response for one kind of call. */
interface AnswerReader {
    /** @throws BackendResponse.NoAnswer when the answer is not usable */
    BackendResponse read(RestResponse<byte[]> response);
}
