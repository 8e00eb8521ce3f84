package illumiomonitor.engine.reference;

import java.time.Instant;

/**
 * One version of an object in the store.
 *
 * @param id number in the store, 0 before it is there
 * @param item the object
 * @param labelsSince workloads: when the labels were first seen as they are
 */
record Version(long id, Item item, Instant labelsSince) {}
