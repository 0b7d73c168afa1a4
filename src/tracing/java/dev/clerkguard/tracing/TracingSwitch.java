package dev.clerkguard.tracing;

import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;

/** Traces are made when there is somewhere to send them: OpenTelemetry's own variable for that is the only switch. */
public final class TracingSwitch implements ConfigSource {
    private static final String DISABLED = "quarkus.otel.sdk.disabled";
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    /** Below application.properties (250): whoever writes the property there means it. */
    private static final int ORDINAL = 200;

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(DISABLED);
    }

    @Override
    public String getValue(String name) {
        if (!name.equals(DISABLED)) {
            return null;
        }
        String endpoint = System.getenv(ENDPOINT);
        return String.valueOf(endpoint == null || endpoint.isBlank());
    }

    @Override
    public String getName() {
        return "whether " + ENDPOINT + " is set";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
