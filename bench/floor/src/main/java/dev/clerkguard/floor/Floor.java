package dev.clerkguard.floor;

import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The floor of the benchmark: the least that Quarkus REST costs. Each answer is a constant. */
@Path("/")
public class Floor {
    private final Answer hello;
    private final Answer session;
    private final Answer me;
    private final Answer verify;

    Floor(@ConfigProperty(name = "floor.answers") java.nio.file.Path answers) {
        this.hello = Answer.read(answers, "public");
        this.session = Answer.read(answers, "session");
        this.me = Answer.read(answers, "me");
        this.verify = Answer.read(answers, "verify");
    }

    @GET
    @NonBlocking
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    public byte[] hello(HttpServerResponse response) {
        return hello.on(response);
    }

    @GET
    @Path("/auth/session")
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON + ";charset=UTF-8")
    public byte[] session(HttpServerResponse response) {
        return session.on(response);
    }

    @GET
    @Path("/auth/me")
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON + ";charset=UTF-8")
    public byte[] me(HttpServerResponse response) {
        return me.on(response);
    }

    @GET
    @Path("/auth/verify")
    @NonBlocking
    public void verify(HttpServerResponse response) {
        verify.on(response);
    }
}
