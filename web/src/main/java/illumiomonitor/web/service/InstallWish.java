package illumiomonitor.web.service;

/**
 * How the shipped rules are to be installed.
 *
 * @param restores whether files that somebody took away come back
 */
record InstallWish(boolean restores) {}
