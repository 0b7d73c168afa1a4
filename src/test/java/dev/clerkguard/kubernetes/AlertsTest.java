package dev.clerkguard.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;

/** Each alert tells the operator what to do. Tests in src/test/prometheus say when it fires; .ci/monitoring runs them. */
class AlertsTest {
    @ParameterizedTest
    @MethodSource("alerts")
    void alert_hasSummaryDescriptionAndAction(Rule alert) {
        assertEquals(
                Set.of("summary", "description", "action"),
                alert.getAnnotations().keySet(),
                alert.getAlert());
        assertTrue(Set.of("warning", "critical").contains(alert.getLabels().get("severity")), alert.getAlert());
    }

    static Stream<Rule> alerts() {
        return Manifests.read(Path.of("kubernetes/components/monitoring/prometheus-rule.yaml")).stream()
                .map(PrometheusRule.class::cast)
                .flatMap(rules -> rules.getSpec().getGroups().stream())
                .flatMap(group -> group.getRules().stream());
    }
}
