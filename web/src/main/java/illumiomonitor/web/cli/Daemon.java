package illumiomonitor.web.cli;

/** A verb that stays, and whose log is therefore worth reading. */
interface Daemon {}
