package org.matdesinne.nn;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Counts what DJL itself copies between the JVM and the engine, by code added to its two doors, so
 * that nothing goes by unseen. On a GPU each is a copy between host and device.
 */
public final class HostCopies {
  /** Numbers in each copy. Public, since the added code runs in DJL's class. */
  public static final List<Long> TO_DEVICE = new CopyOnWriteArrayList<>();

  /** Numbers in each copy. Public, since the added code runs in DJL's class. */
  public static final List<Long> TO_HOST = new CopyOnWriteArrayList<>();

  private static boolean installed;

  private HostCopies() {}

  /** Begins to count, from nothing. */
  public static synchronized void start() {
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
    TO_DEVICE.clear();
    TO_HOST.clear();
  }

  /** Added to what makes a tensor of a buffer. */
  public static final class ToDevice {
    private ToDevice() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(2) Shape shape) {
      TO_DEVICE.add(shape.size());
    }
  }

  /** Added to what gives a buffer of a tensor. */
  public static final class ToHost {
    private ToHost() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) PtNDArray tensor) {
      TO_HOST.add(tensor.size());
    }
  }
}
