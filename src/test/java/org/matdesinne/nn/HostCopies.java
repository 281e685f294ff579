package org.matdesinne.nn;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Counts what DJL itself copies between the JVM and the engine, by code added to its two doors, so
 * that nothing goes by unseen. On a GPU each is a copy between host and device.
 */
public final class HostCopies implements AutoCloseable {
  /** Whose copies are counted; null for nobody's. Public, since the added code runs in DJL. */
  public static volatile HostCopies counting;

  private static boolean installed;

  private final Queue<Long> toDevice = new ConcurrentLinkedQueue<>();
  private final Queue<Long> toHost = new ConcurrentLinkedQueue<>();

  private HostCopies() {}

  /** Begins to count, until it is closed. */
  public static synchronized HostCopies count() {
    if (!installed) {
      new AgentBuilder.Default()
          .disableClassFormatChanges()
          .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
          .ignore(ElementMatchers.none())
          .type(ElementMatchers.is(JniUtils.class))
          .transform(
              (builder, type, loader, module, domain) ->
                  builder
                      .visit(
                          Advice.to(ToDevice.class)
                              .on(ElementMatchers.named("createNdFromByteBuffer")))
                      .visit(Advice.to(ToHost.class).on(ElementMatchers.named("getByteBuffer"))))
          .installOn(ByteBuddyAgent.install());
      installed = true;
    }
    counting = new HostCopies();
    return counting;
  }

  /** Numbers in each copy to the device so far. */
  public List<Long> toDevice() {
    return List.copyOf(toDevice);
  }

  /** Numbers in each copy to the host so far. */
  public List<Long> toHost() {
    return List.copyOf(toHost);
  }

  /** Counts a copy to the device. */
  public void noteToDevice(long numbers) {
    toDevice.add(numbers);
  }

  /** Counts a copy to the host. */
  public void noteToHost(long numbers) {
    toHost.add(numbers);
  }

  @Override
  public void close() {
    counting = null;
  }

  /** Added to what makes a tensor of a buffer. */
  public static final class ToDevice {
    private ToDevice() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(2) Shape shape) {
      HostCopies copies = counting;
      if (copies != null) {
        copies.noteToDevice(shape.size());
      }
    }
  }

  /** Added to what gives a buffer of a tensor. */
  public static final class ToHost {
    private ToHost() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) PtNDArray tensor) {
      HostCopies copies = counting;
      if (copies != null) {
        copies.noteToHost(tensor.size());
      }
    }
  }
}
