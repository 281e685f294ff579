#!/usr/bin/env bash
# benchmarks.sh [JMH options]: times the kernels and the training of networks on one core, with JMH.
#
# Without options all of them, in about four minutes. "benchmarks.sh KernelBenchmark -p rows=1024" is one
# of the classes and one size; "-h" lists the options. Compare figures of one run only.
set -euo pipefail

root=$(dirname "$(readlink -f "$0")")/../../..
cd "$root"
"${MAVEN:-mvn}" -q -B -ntp test-compile dependency:build-classpath \
  -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test
export OMP_NUM_THREADS=1
exec java -cp "target/test-classes:target/classes:$(< target/test.classpath)" \
  org.openjdk.jmh.Main -jvmArgsPrepend -Dlog4j2.level=error "$@"
