package illumiomonitor.engine.rule.guard;

/** Whose package a name belongs to. */
final class Libraries {

    private static final ClassLoader OURS = Libraries.class.getClassLoader();

    private Libraries() {}

    /** Whether a package is the JDK's or that of a library on the class path. */
    static boolean own(String name) {
        for (String root :
                new String[] {"java", "javax", "jdk", "sun", "com.sun", "org.drools", "org.kie"}) {
            if (name.equals(root) || name.startsWith(root + ".")) {
                return true;
            }
        }
        boolean rules =
                name.equals("illumiomonitor.rules") || name.startsWith("illumiomonitor.rules.");
        return !rules
                && name.contains(".")
                && OURS.getResource(name.replace('.', '/') + "/") != null;
    }
}
