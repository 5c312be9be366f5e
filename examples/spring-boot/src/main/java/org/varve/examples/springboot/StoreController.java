package org.varve.examples.springboot;

import javax.cache.CacheManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.varve.jcache.VarveCacheManager;
import org.varve.store.StoreFigures;

/** Step 3, if you like to watch: how many records are off-heap, and how many bytes of the budget they take. */
@RestController
class StoreController {

    private final VarveCacheManager caches;

    StoreController(CacheManager caches) {
        this.caches = caches.unwrap(VarveCacheManager.class);
    }

    @GetMapping("/store")
    StoreFigures store() {
        return caches.storeFigures();
    }

    /** Another budget while the service runs; what does not fit any more is evicted. */
    @PutMapping("/store")
    StoreFigures resize(@RequestParam long mebibytes) {
        caches.resizeStore("default", mebibytes << 20);
        return caches.storeFigures();
    }
}
