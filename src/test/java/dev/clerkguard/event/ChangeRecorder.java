package dev.clerkguard.event;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

/** Observes each change, keeps those of the objects that a test watches, and fails or hangs for those that it names. */
@ApplicationScoped
class ChangeRecorder {
    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    private final List<ClerkChange> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    void every(@ObservesAsync ClerkChange change) throws InterruptedException {
        if (watched.stream().noneMatch(id -> change.toString().contains(id))) {
            return;
        }
        seen.add(change);
        if (failing.stream().anyMatch(id -> change.toString().contains(id))) {
            throw new IllegalStateException("the observer of a test fails");
        }
        if (hanging.stream().anyMatch(id -> change.toString().contains(id))) {
            end.await(1, TimeUnit.MINUTES);
        }
    }

    void watch(String id) {
        watched.add(id);
    }

    void fail(String id) {
        failing.add(id);
    }

    void succeed(String id) {
        failing.remove(id);
    }

    void hang(String id) {
        hanging.add(id);
    }

    void endHanging() {
        hanging.clear();
        end.countDown();
    }

    List<ClerkChange> seen(String id) {
        return seen.stream().filter(change -> change.toString().contains(id)).toList();
    }
}
