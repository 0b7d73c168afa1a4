package dev.clerkguard.tracing;

import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;

/** Switches tracing on when OTEL_EXPORTER_OTLP_ENDPOINT, the address of the collector, is set. */
public final class TracingSwitch implements ConfigSource {
    private static final String DISABLED = "quarkus.otel.sdk.disabled";
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    /** Below application.properties (250), so that the property can be set there. */
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
