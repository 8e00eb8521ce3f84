package illumiomonitor.engine.pull;

/**
 * Traits with what tells them apart.
 *
 * @param hi half of the fingerprint
 * @param lo the other half
 */
record PrintedTraits(Traits traits, long hi, long lo) {

    static PrintedTraits of(Traits traits, Terms terms, Fingerprint print) {
        print.start();
        traits.print(print, terms);
        print.finish();
        return new PrintedTraits(traits, print.hi(), print.lo());
    }
}
