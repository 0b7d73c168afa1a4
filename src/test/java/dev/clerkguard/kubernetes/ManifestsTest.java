package dev.clerkguard.kubernetes;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMetricsEndpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.quarkus.runtime.configuration.DurationConverter;

import dev.clerkguard.testing.BackgroundTest;

/** What kubernetes/ says is what Kubernetes understands, and what we promise of it. */
@BackgroundTest
class ManifestsTest {
    @ParameterizedTest
    @MethodSource("dev.clerkguard.kubernetes.Manifests#files")
    void manifestFields_areKnownToKubernetes(Path file) {
        Manifests.read(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: Service, spec: {port: 80}}",
                "{apiVersion: v1, kind: Service, spec: {ports: [{port: '80'}]}}",
                "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers: [{securityContex: {}}]}}}}",
                "{apiVersion: apps/v1, kind: Deployment, metadata: {lables: {}}}",
                "{apiVersion: v1, kind: Secret, stringData: {CLERK_SECRET_KEY: sk_live_x}}",
                "{apiVersion: extensions/v1beta1, kind: Ingress}"
            })
    void wrongField_isFound(String yaml) {
        assertThrows(IOException.class, () -> Manifests.read(yaml));
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void pods_haveNoUnneededRights(Deployment deployment) {
        PodSpec pod = pod(deployment);
        assertEquals(false, pod.getAutomountServiceAccountToken());
        assertEquals(true, pod.getSecurityContext().getRunAsNonRoot());
        assertTrue(pod.getSecurityContext().getRunAsUser() > 0);
        assertEquals(
                "RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
        assertTrue(pod.getVolumes().isEmpty());
        for (Container container : pod.getContainers()) {
            var context = container.getSecurityContext();
            assertEquals(true, context.getReadOnlyRootFilesystem());
            assertEquals(false, context.getAllowPrivilegeEscalation());
            assertEquals(List.of("ALL"), context.getCapabilities().getDrop());
            assertTrue(context.getCapabilities().getAdd().isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void containers_haveMemoryRequestAndLimit(Deployment deployment) {
        for (Container container : pod(deployment).getContainers()) {
            var resources = container.getResources();
            assertNotNull(resources.getRequests().get("cpu"));
            assertTrue(bytes(resources.getRequests()) <= bytes(resources.getLimits()));
            assertTrue(bytes(resources.getRequests()) > 0);
            container.getArgs().stream()
                    .filter(argument -> argument.startsWith("-Xmx"))
                    .forEach(heap -> assertTrue(
                            Quantity.getAmountInBytes(new Quantity(
                                                    heap.substring(4).replace("m", "Mi")))
                                            .longValue()
                                    <= bytes(resources.getLimits()) * 2 / 3,
                            heap));
        }
    }

    @Test
    void probes_useTheManagementPort() {
        Container container = pod(clerkGuard()).getContainers().get(0);
        assertAll(
                () -> asks("/q/health/started", container.getStartupProbe()),
                () -> asks("/q/health/ready", container.getReadinessProbe()),
                () -> asks("/q/health/live", container.getLivenessProbe()));
        assertEquals(
                Map.of("http", 8080, "management", 9000),
                container.getPorts().stream()
                        .collect(Collectors.toMap(port -> port.getName(), port -> port.getContainerPort())));
    }

    private static void asks(String path, Probe probe) {
        HTTPGetAction get = probe.getHttpGet();
        assertEquals(path, get.getPath());
        assertEquals("management", get.getPort().getStrVal());
    }

    @Test
    void selectors_matchThePods() {
        Map<String, String> labels =
                clerkGuard().getSpec().getTemplate().getMetadata().getLabels();
        assertAll(
                () -> selected(labels, clerkGuard().getSpec().getSelector().getMatchLabels()),
                () -> selected(labels, named(Service.class).getSpec().getSelector()),
                () -> selected(
                        labels,
                        named(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels()),
                () -> pod(clerkGuard())
                        .getTopologySpreadConstraints()
                        .forEach(spread ->
                                selected(labels, spread.getLabelSelector().getMatchLabels())));
        all(PodDisruptionBudget.class)
                .forEach(budget ->
                        selected(labels, budget.getSpec().getSelector().getMatchLabels()));
        all(HorizontalPodAutoscaler.class)
                .forEach(scaler -> assertEquals(
                        "Deployment clerk-guard",
                        scaler.getSpec().getScaleTargetRef().getKind() + " "
                                + scaler.getSpec().getScaleTargetRef().getName()));
    }

    @Test
    void podMonitor_scrapesTheManagementPort() {
        Assumptions.assumeTrue(all(PodMonitor.class).findAny().isPresent(), "an overlay without monitoring");
        PodMonitor monitor = named(PodMonitor.class);
        selected(
                clerkGuard().getSpec().getTemplate().getMetadata().getLabels(),
                monitor.getSpec().getSelector().getMatchLabels());
        PodMetricsEndpoint endpoint = monitor.getSpec().getPodMetricsEndpoints().get(0);
        Map<String, String> annotations =
                clerkGuard().getSpec().getTemplate().getMetadata().getAnnotations();
        assertEquals(annotations.get("prometheus.io/path"), endpoint.getPath());
        assertEquals(
                annotations.get("prometheus.io/port"),
                pod(clerkGuard()).getContainers().get(0).getPorts().stream()
                        .filter(port -> port.getName().equals(endpoint.getPort()))
                        .map(port -> port.getContainerPort().toString())
                        .findFirst()
                        .orElse(""));
    }

    private static void selected(Map<String, String> labels, Map<String, String> selector) {
        assertFalse(selector.isEmpty());
        assertTrue(labels.entrySet().containsAll(selector.entrySet()), selector + " does not select " + labels);
    }

    @Test
    void networkPolicy_allowsNothingElse() {
        NetworkPolicy policy = named(NetworkPolicy.class);
        assertEquals(Set.of("Ingress", "Egress"), Set.copyOf(policy.getSpec().getPolicyTypes()));
        Set<Integer> in = policy.getSpec().getIngress().stream()
                .peek(rule -> assertFalse(rule.getFrom().isEmpty()))
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getIntVal())
                .collect(Collectors.toSet());
        Set<Integer> out = policy.getSpec().getEgress().stream()
                .peek(rule -> assertFalse(rule.getTo().isEmpty()))
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getIntVal())
                .collect(Collectors.toSet());
        assertEquals(Set.of(8080, 9000), in);
        assertTrue(Set.of(53, 443, 6379).containsAll(out), out.toString());
        assertTrue(out.containsAll(Set.of(53, 443)), out.toString());
    }

    /** CVE-2025-21605 and CVE-2025-49844 are fixed in 7.4.6. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("redis")
    void redis_hasAPasswordAndAFixedVersion(Deployment redis) {
        Container container = pod(redis).getContainers().get(0);
        Matcher version = Pattern.compile("redis:(\\d+)\\.(\\d+)\\.(\\d+)-.*").matcher(container.getImage());
        assertTrue(version.find(), container.getImage());
        assertTrue(
                Arrays.compare(
                                new int[] {
                                    Integer.parseInt(version.group(1)),
                                    Integer.parseInt(version.group(2)),
                                    Integer.parseInt(version.group(3))
                                },
                                new int[] {7, 4, 6})
                        >= 0,
                container.getImage());
        List<String> args = container.getArgs();
        assertEquals("$(REDIS_PASSWORD)", args.get(args.indexOf("--requirepass") + 1));
        assertEquals("1mb", args.get(args.indexOf("--proto-max-bulk-len") + 1));
        assertEquals(
                "REDIS_PASSWORD",
                container.getEnv().get(0).getValueFrom().getSecretKeyRef().getKey());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("redis")
    void redis_isReachedByTheServiceOnlyAndReachesNothing(Deployment redis) {
        Map<String, String> labels = redis.getSpec().getTemplate().getMetadata().getLabels();
        NetworkPolicy policy = all(NetworkPolicy.class)
                .filter(one -> one.getSpec().getPodSelector().getMatchLabels().equals(labels))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no NetworkPolicy selects " + labels));
        assertEquals(Set.of("Ingress", "Egress"), Set.copyOf(policy.getSpec().getPolicyTypes()));
        assertTrue(policy.getSpec().getEgress().isEmpty());
        var from = policy.getSpec().getIngress().get(0).getFrom();
        assertEquals(1, from.size());
        selected(
                clerkGuard().getSpec().getTemplate().getMetadata().getLabels(),
                from.get(0).getPodSelector().getMatchLabels());
    }

    /** Kubernetes inserts a variable into those that come after it. */
    @Test
    void redisPassword_isDefinedBeforeTheAddress() {
        List<String> names = pod(clerkGuard()).getContainers().get(0).getEnv().stream()
                .map(variable -> variable.getName())
                .toList();
        assertTrue(names.indexOf("REDIS_PASSWORD") <= names.indexOf("REDIS_URL"), names.toString());
        assertEquals(names.contains("REDIS_PASSWORD"), names.contains("REDIS_URL"));
    }

    static Stream<Deployment> redis() {
        return all(Deployment.class)
                .filter(deployment -> deployment.getMetadata().getName().equals("clerk-guard-redis"));
    }

    @Test
    void terminationGracePeriod_coversTheShutdown() throws IOException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            settings.load(file);
        }
        long seconds = Stream.of("quarkus.shutdown.delay", "quarkus.shutdown.timeout")
                .flatMap(name -> Stream.of(name, "%prod." + name))
                .map(settings::getProperty)
                .filter(Objects::nonNull)
                .map(DurationConverter::parseDuration)
                .mapToLong(Duration::toSeconds)
                .sum();
        assertTrue(pod(clerkGuard()).getTerminationGracePeriodSeconds() > seconds);
    }

    private static PodSpec pod(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }

    private static long bytes(Map<String, Quantity> resources) {
        return Quantity.getAmountInBytes(resources.get("memory")).longValue();
    }

    private static Deployment clerkGuard() {
        return named(Deployment.class);
    }

    static Stream<Deployment> deployments() {
        return all(Deployment.class);
    }

    private static <T extends HasMetadata> T named(Class<T> type) {
        return all(type)
                .filter(object -> object.getMetadata().getName().equals("clerk-guard"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName()));
    }

    private static <T extends HasMetadata> Stream<T> all(Class<T> type) {
        return Manifests.files().stream()
                .filter(file -> !Manifests.isPatch(file))
                .flatMap(file -> Manifests.read(file).stream())
                .filter(type::isInstance)
                .map(type::cast);
    }
}
