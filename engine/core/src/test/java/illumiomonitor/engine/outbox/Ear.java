package illumiomonitor.engine.outbox;

import illumiomonitor.spi.Message;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifyException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A channel that keeps what it hears, or behaves badly when told to. */
final class Ear implements Notifier {

    final List<Message> heard = new CopyOnWriteArrayList<>();
    final List<Message> tried = new CopyOnWriteArrayList<>();
    final CountDownLatch hanging = new CountDownLatch(1);
    volatile NotifyException failure;
    volatile RuntimeException bug;
    volatile Runnable afterwards = () -> {};
    volatile boolean hangs;

    @Override
    public String send(Message message) throws NotifyException, InterruptedException {
        tried.add(message);
        if (hangs) {
            hanging.countDown();
            new CountDownLatch(1).await();
        }
        if (bug != null) {
            throw bug;
        }
        NotifyException now = failure;
        if (now != null) {
            throw now;
        }
        heard.add(message);
        afterwards.run();
        return "heard";
    }
}
