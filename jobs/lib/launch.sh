#!/usr/bin/env bash
# launch.sh JOB [spark-submit options] -- [job options]
#
# Starts a job through spark-submit; without "--" every option is the job's. Before that it builds
# the application and assembles a Spark where they are missing or out of date. Relative paths in
# options are relative to the caller's folder, so this script never leaves it.
# Spark is that of SPARK_HOME, else one assembled here: 3.5, or 4 where MATDESINNE_SPARK is 4.
# Help and version are printed by the application alone, without Spark.
# Exit code: the job's own; 2 when this machine lacks what is needed; 1 when the build fails.
set -euo pipefail

# A virtual machine reads and writes names in the character set of the locale; in that of the locale C
# there is nothing but ASCII, and other names would become question marks.
if [[ $(locale charmap 2> /dev/null) == ANSI_X3.4-1968 \
  && $(LC_ALL=C.UTF-8 locale charmap 2> /dev/null) == UTF-8 ]]; then
  export LC_ALL=C.UTF-8
fi

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
root=${here%/jobs/lib}
maven=${MAVEN:-mvn}
# A run with it needs nothing else.
bundled_model=mos2-pbe

say() {
  echo "matdesinne: $*" >&2
}

fail() {
  local code=$1
  shift
  echo "error: $*" >&2
  exit "$code"
}

pom_value() {
  [[ $pom =~ $1 ]] || fail 1 "$root/pom.xml no longer matches $1"
  echo "${BASH_REMATCH[1]}"
}

# Sets spark_major to that of SPARK_HOME, where it is set: an application is built for one Scala.
find_spark() {
  spark_major=${MATDESINNE_SPARK:-3}
  [[ $spark_major == [34] ]] || fail 2 "MATDESINNE_SPARK is '$spark_major'; allowed: 3, 4"
  [[ -n ${SPARK_HOME-} ]] || return 0
  if [[ ! -x $SPARK_HOME/bin/spark-submit ]]; then
    say "SPARK_HOME=$SPARK_HOME holds no bin/spark-submit; using one assembled here"
    SPARK_HOME=''
    return
  fi
  local core
  core=$(find "$SPARK_HOME/jars/" -name 'spark-core_*.jar' -print -quit 2> /dev/null)
  case ${core##*/} in
    spark-core_2.12-3.5.*) spark_major=3 ;;
    spark-core_2.13-4.*) spark_major=4 ;;
    *)
      fail 2 "SPARK_HOME=$SPARK_HOME holds ${core:-no jars/spark-core_*.jar}; allowed: Spark 3.5 for" \
        "Scala 2.12, Spark 4 for Scala 2.13; or leave it unset"
      ;;
  esac
}

# Sets java_home to the JDK 17 that builds and runs, and java_build to its version in full.
find_java() {
  if [[ -n ${JAVA_HOME-} ]]; then
    java_home=$JAVA_HOME
  else
    local java
    java=$(command -v java) || fail 2 "there is no java on the PATH; install a JDK 17 or set JAVA_HOME"
    java_home=$(dirname "$(dirname "$(readlink -f "$java")")")
  fi
  # The release file names the version without the price of starting a virtual machine.
  [[ -x $java_home/bin/java && -r $java_home/release ]] \
    || fail 2 "no Java at $java_home; set JAVA_HOME to a JDK 17"
  [[ $(<"$java_home/release") =~ JAVA_VERSION=\"([0-9]+) && ${BASH_REMATCH[1]} == 17 ]] \
    || fail 2 "the Java at $java_home is version ${BASH_REMATCH[1]-unknown}, Spark needs 17;" \
      "set JAVA_HOME to a JDK 17"
  [[ $(<"$java_home/release") =~ JAVA_(RUNTIME_)?VERSION=\"([^\"]+) ]]
  java_build=${BASH_REMATCH[2]}
}

# Fails where a name cannot be handed to the virtual machine as it is.
require_names() {
  local charset name
  charset=$(locale charmap 2> /dev/null) || charset=ANSI_X3.4-1968
  for name in "$root" "$PWD" "$@"; do
    # Bytes of ASCII mean the same in every locale.
    [[ -n ${name//[[:ascii:]]/} ]] || continue
    case $charset in
      UTF-8)
        [[ ! $(command -v iconv) ]] || iconv -f UTF-8 -t UTF-8 <<< "$name" &> /dev/null \
          || fail 2 "'$name' is not UTF-8, as the locale says; rename it, or set LC_ALL to a locale of" \
            "its character set"
        ;;
      ANSI_X3.4-1968)
        fail 2 "'$name' cannot be read in the locale ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}, which knows" \
          "ASCII only, and there is no C.UTF-8 here; install it, or set LC_ALL to a UTF-8 locale"
        ;;
    esac
  done
}

# Sets identity to the words for the virtual machine about a user whom the system does not know, or
# who has no home to write in; else it stays empty.
find_identity() {
  identity=()
  local entry home name=''
  command -v getent > /dev/null || return 0
  if entry=$(getent passwd "$EUID"); then
    home=$(cut -d: -f6 <<< "$entry")
    [[ ! -d $home || ! -w $home ]] || return 0
  else
    name=${HADOOP_USER_NAME:-uid-$EUID}
    export SPARK_USER=${SPARK_USER:-$name}
    identity+=("-javaagent:$jar=$name" "-Duser.name=$name")
  fi
  home=${HOME-}
  if [[ $home != /* || ! -d $home || ! -w $home ]]; then
    home=${TMPDIR:-/tmp}/matdesinne-$EUID
    mkdir -m 700 "$home" 2> /dev/null \
      || [[ -d $home && ! -L $home && -O $home && $(stat -c %a "$home") == 700 ]] \
      || fail 2 "you have no home that you can write in, and $home is not yours alone; set HOME to a" \
        "folder that you can write in"
  fi
  # Else the virtual machine says '?', and Ivy, Hadoop and the engine look for their folders there.
  identity+=("-Duser.home=$home")
}

need_maven() {
  command -v "$maven" > /dev/null || fail 2 "there is no $maven to build with; install Maven 3.8 or newer"
  [[ -x $java_home/bin/javac ]] || fail 2 "the Java at $java_home has no compiler; install a JDK 17"
}

# Quiet but for errors; its colour codes, which even -B leaves, are taken out.
run_maven() {
  "$maven" -q -B -ntp "$@" 2>&1 | sed $'s/\e\\[[0-9;]*m//g' >&2
}

jar_is_current() {
  [[ -f $jar ]] || return
  # Of the configurations, only the materials' are in the jar.
  local newer
  newer=$(find "$root/pom.xml" "$root/src/main" "$root"/conf/mos2*.conf "$root/data-schemas" \
    -newer "$jar" -print -quit)
  [[ -z $newer ]]
}

build_jar() {
  need_maven
  say "building the application jar (first run or changed sources, about a minute)"
  # Removed first: a running job keeps the file that it opened, and a half-built jar never looks new.
  rm -f "$jar"
  mkdir -p "$root/target"
  local started=$root/target/.launch-build
  touch "$started"
  trap 'rm -f "$jar"' EXIT
  (cd "$root" && run_maven -P "spark-$spark_major" -Dmaven.test.skip=true package) \
    || fail 1 "the application does not build; see the lines above"
  trap - EXIT
  # A source saved during the build makes the jar out of date.
  touch -r "$started" "$jar"
}

spark_is_current() {
  [[ -f $assembled_spark/RELEASE && $(<"$assembled_spark/RELEASE") == "$spark_release" ]] || return
  local newer
  newer=$(find "$root/deploy/spark-home" "$root/conf/log4j2.properties" \
    -newer "$assembled_spark/RELEASE" -print -quit)
  [[ -z $newer ]]
}

assemble_spark() {
  need_maven
  say "assembling Spark $spark_version under ${assembled_spark#"$root/"} (first run)"
  local fresh
  fresh=$(mktemp -d "$root/target/spark-XXXXXX")
  trap 'rm -rf "$fresh"' EXIT
  (cd "$root/deploy/spark-home" \
    && run_maven dependency:copy-dependencies \
      -Dspark.version="$spark_version" -Dscala.binary.version="$scala_version" \
      -DincludeScope=runtime -DoutputDirectory="$fresh/jars") \
    || fail 1 "Spark $spark_version cannot be assembled; see the lines above"
  cp -r "$root/deploy/spark-home/bin" "$fresh/bin"
  # Left empty: it is on the class path, where archived classes allow no other folder.
  mkdir "$fresh/conf"
  "$java_home/bin/jar" --create --file "$fresh/jars/log4j2-properties.jar" \
    -C "$root/conf" log4j2.properties
  echo "$spark_release" > "$fresh/RELEASE"
  chmod 755 "$fresh"
  rm -rf "$assembled_spark"
  mv "$fresh" "$assembled_spark"
  trap - EXIT
}

archive_is_current() {
  [[ ! -w $assembled_spark || -f $archive.java && $(<"$archive.java") == "$java_build" ]]
}

# Archives the classes of Spark that a short run loads: a driver that finds them there need not read and
# check them one by one. Where that fails, all works without.
archive_classes() {
  say "archiving the classes of Spark for Java $java_build (first run)"
  local fresh
  fresh=$(mktemp -d "$root/target/classes-XXXXXX")
  trap 'rm -rf "$fresh"' EXIT
  if run_for_archive "\"-XX:DumpLoadedClassList=$fresh/loaded\" -XX:TieredStopAtLevel=1" "$fresh" \
    && archivable "$fresh/loaded" > "$fresh/archived" \
    && run_for_archive "-Xshare:dump \"-XX:SharedClassListFile=$fresh/archived\" \
      \"-XX:SharedArchiveFile=$fresh/classes.jsa\"" "$fresh"; then
    mv -f "$fresh/classes.jsa" "$archive"
  else
    rm -f "$archive"
  fi
  echo "$java_build" > "$archive.java"
  rm -rf "$fresh"
  trap - EXIT
}

# The application is loaded later than the classes of the class path: it is not archived, and may be
# built anew.
run_for_archive() {
  SPARK_HOME=$assembled_spark SPARK_CONF_DIR=$assembled_spark/conf SPARK_LOCAL_IP=127.0.0.1 \
    SPARK_DIST_CLASSPATH='' SPARK_SUBMIT_OPTS='' DJL_OFFLINE=true OPT_OUT_TRACKING=true \
    "$assembled_spark/bin/spark-submit" --properties-file "$root/conf/spark-local.conf" \
    --driver-java-options "$1" --conf spark.plugins=org.matdesinne.spark.DesignPlugin \
    --class org.matdesinne.cli.Main "$jar" \
    generate --model "$bundled_model" --samples 1 --output "$2/run" &> /dev/null
}

# The loaded classes but for those whose bytes the virtual machine does not find where an agent or Flight
# Recorder asks for them, of which it dies: what it makes itself, and what a jar holds for several Javas.
archivable() {
  awk 'NR == FNR { several[$1]; next }
    !(/^@lambda-form-invoker/ || /Species_/ || /^java\/lang\/invoke\/LambdaForm\$/ || $1 in several)' \
    <(grep -aohE 'META-INF/versions/[0-9]+/[[:alnum:]_/$-]+\.class' "$assembled_spark"/jars/*.jar \
      | sed -E 's#META-INF/versions/[0-9]+/##; s#\.class$##') "$1"
}

# Takes a file that is always there as the lock: a second launcher waits, and then finds all done.
prepare() (
  flock 9
  jar_is_current || build_jar
  [[ $1 != application && $SPARK_HOME == "$assembled_spark" ]] || return 0
  spark_is_current || assemble_spark
  archive_is_current || archive_classes
) 9< "$root/pom.xml"

asks_for_help() {
  local option
  for option; do
    case $option in
      -h | -V | -hV | -Vh | --help | --version) return 0 ;;
    esac
  done
  return 1
}

# Sets master, deploy_mode, driver_options, executor_options and properties_file to what the
# spark-submit options say; empty where they are silent.
read_submit_options() {
  local name value
  master='' deploy_mode='' driver_options='' executor_options='' properties_file=''
  while (($#)); do
    case $1 in
      --*=*) name=${1%%=*} value=${1#*=} ;;
      *) name=$1 value=${2-} ;;
    esac
    case $name=$value in
      --master=*) master=$value ;;
      --conf=spark.master=* | -c=spark.master=*) master=${value#spark.master=} ;;
      --deploy-mode=*) deploy_mode=$value ;;
      --conf=spark.submit.deployMode=* | -c=spark.submit.deployMode=*) deploy_mode=${value#*=} ;;
      --driver-java-options=*) driver_options=$value ;;
      --conf=spark.driver.extraJavaOptions=* | -c=spark.driver.extraJavaOptions=*)
        driver_options=${value#*=}
        ;;
      --conf=spark.executor.extraJavaOptions=* | -c=spark.executor.extraJavaOptions=*)
        executor_options=${value#*=}
        ;;
      --properties-file=*) properties_file=$value ;;
    esac
    shift
  done
}

# What the properties file says of $1; empty where it is silent.
property() {
  sed -n "s/^${1//./\\.}[[:space:]=]*//p" "$properties" 2> /dev/null || true
}

# Where the log file of a run that is started now would lie; nothing where no place can be written.
log_file() {
  local folder=${MATDESINNE_LOGS:-${XDG_STATE_HOME-}}
  # A home that is not there is not made.
  [[ -n $folder || ! -d ${HOME-} ]] || folder=$HOME/.local/state
  [[ -z $folder || -n ${MATDESINNE_LOGS-} ]] || folder+=/matdesinne
  { [[ -n $folder ]] && mkdir -p "$folder" 2> /dev/null && [[ -w $folder ]]; } \
    || folder=$(mktemp -d "${TMPDIR:-/tmp}/matdesinne-XXXXXXXX" 2> /dev/null) || return
  find "$folder" -maxdepth 1 -name '*.log' -mtime +14 -delete 2> /dev/null || true
  printf '%s/%s-%(%Y%m%dT%H%M%S)T-%s.log\n' "$folder" "$job" -1 $$
}

# A user reads one line of a failure, a log file holds the rest; with --verbose the terminal has all.
# What Spark's own folder says of logging stays, as does a driver's on a cluster, whose log is its
# standard error.
choose_logging() {
  [[ ! -f $spark_conf/log4j2.properties ]] || return 0
  local logging=$root/conf/log4j2.properties log
  if [[ $deploy_mode != cluster && " ${job_options[*]} " != *' --verbose '* ]] && log=$(log_file); then
    logging=$root/conf/log4j2-driver.properties
    SPARK_SUBMIT_OPTS="\"-Dmatdesinne.log=$log\" ${SPARK_SUBMIT_OPTS-}"
  fi
  export SPARK_SUBMIT_OPTS="\"-Dlog4j2.configurationFile=$logging\" ${SPARK_SUBMIT_OPTS-}"
}

# For a driver whose tasks are in its own process.
start_fast() {
  # The best code is made only of what is called often: in a short run the compiler takes more time than
  # it saves, and takes it from the cores that are to compute.
  SPARK_SUBMIT_OPTS="-XX:Tier4InvocationThreshold=80000 -XX:Tier4MinInvocationThreshold=9600 \
-XX:Tier4CompileThreshold=240000 -XX:Tier4BackEdgeThreshold=640000 ${SPARK_SUBMIT_OPTS-}"
  if [[ $SPARK_HOME == "$assembled_spark" && -r $archive ]]; then
    # Where the archive does not fit, the virtual machine goes on without; it shall not say so.
    SPARK_SUBMIT_OPTS="\"-XX:SharedArchiveFile=$archive\" -Xlog:cds*=off -Xlog:class+path=off \
$SPARK_SUBMIT_OPTS"
    # Behind Spark's jars, where it would be anyway, but without being copied for executors elsewhere.
    export SPARK_DIST_CLASSPATH=$jar${SPARK_DIST_CLASSPATH:+:$SPARK_DIST_CLASSPATH}
    application=spark-internal
  fi
  export SPARK_SUBMIT_OPTS
}

# What the user typed, for the line that says how to go on after an interruption.
typed_command() {
  local script=$root/jobs/$job.sh
  printf '%q' "${script#"$PWD/"}"
  (($# == 0)) || printf ' %q' "$@"
}

[[ $# -gt 0 ]] || fail 2 "name a job: launch.sh JOB [spark-submit options] -- [job options]"
job=$1
shift
MATDESINNE_COMMAND=$(typed_command "$@")
export MATDESINNE_COMMAND
submit_options=()
job_options=("$@")
for ((i = 1; i <= $#; i++)); do
  if [[ ${!i} == -- ]]; then
    submit_options=("${@:1:i-1}")
    job_options=("${@:i+1}")
    break
  fi
done

require_names "$@"
if asks_for_help "${job_options[@]}"; then
  (find_spark) &> /dev/null || unset SPARK_HOME MATDESINNE_SPARK
  find_spark 2> /dev/null
else
  find_spark
fi
pom=$(<"$root/pom.xml")
version=$(pom_value '<artifactId>matdesinne-spark</artifactId>[[:space:]]*<version>([^<]+)')
java_options=$(pom_value '<spark.java.options>([^<]+)')
[[ $spark_major == 3 ]] || pom=${pom#*<id>spark-$spark_major</id>}
spark_version=$(pom_value '<spark.version>([^<]+)')
scala_version=$(pom_value '<scala.binary.version>([^<]+)')
spark_release="Spark $spark_version for Scala $scala_version, assembled from Maven artifacts, without settings"
jar=$root/target/matdesinne-spark-$version-$(pom_value '<app.classifier>([^<]+)').jar
assembled_spark=$root/target/spark
[[ $spark_major == 3 ]] || assembled_spark+=-$spark_major
archive=$assembled_spark/classes.jsa
SPARK_HOME=${SPARK_HOME:-$assembled_spark}
spark_conf=${SPARK_CONF_DIR:-$SPARK_HOME/conf}

find_java
export JAVA_HOME=$java_home SPARK_HOME
if asks_for_help "${job_options[@]}"; then
  prepare application
  exec "$java_home/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto \
    -cp "$jar" org.matdesinne.cli.Main "$job" "${job_options[@]}"
fi
prepare all

read_submit_options "${submit_options[@]}"
properties=${properties_file:-$spark_conf/spark-defaults.conf}
: "${master:=$(property spark.master)}"
if [[ -z $properties_file && (-z $master || $master == local*) ]]; then
  properties=$root/conf/spark-local.conf
  submit_options=(--properties-file "$properties" "${submit_options[@]}")
  : "${master:=$(property spark.master)}"
fi
case $master in
  '' | local | local\[* | local-cluster\[* | spark://* | yarn | k8s://* | mesos://*) ;;
  *)
    fail 2 "--master '$master' is no address of Spark; give local[N], spark://HOST:PORT, yarn or" \
      "k8s://HOST:PORT"
    ;;
esac
: "${deploy_mode:=$(property spark.submit.deployMode)}"
: "${driver_options:=$(property spark.driver.extraJavaOptions)}"
: "${executor_options:=$(property spark.executor.extraJavaOptions)}"
if [[ $master == local* ]]; then
  # The name of a laptop may resolve to an address that it cannot reach itself by.
  export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
fi
application=$jar
[[ $master != local && $master != local\[* ]] || start_fast
choose_logging

find_identity
for word in "${identity[@]}"; do
  export SPARK_SUBMIT_OPTS="\"$word\" ${SPARK_SUBMIT_OPTS-}"
  executor_options="\"$word\" $executor_options"
done
if [[ $master == local-cluster\[* ]] && ((${#identity[@]} > 0)); then
  # Its executors are this user's, on this machine; a cluster's are whoever its workers are, and may not
  # have the jar at this place.
  submit_options+=(--conf "spark.executor.extraJavaOptions=$executor_options")
fi

if [[ $deploy_mode == cluster ]]; then
  # What spark-submit gives to a driver that it starts itself, a standalone worker does not.
  submit_options+=(--conf "spark.driver.extraJavaOptions=$java_options $driver_options")
fi

# Progress rewrites its line where somebody watches it.
[[ ! -t 2 ]] || export MATDESINNE_TERMINAL=true

# The networks' engine comes with the jar: it shall neither download nor report anything.
export DJL_OFFLINE=true OPT_OUT_TRACKING=true
exec "$SPARK_HOME/bin/spark-submit" \
  --conf spark.executorEnv.DJL_OFFLINE=true \
  --conf spark.executorEnv.OPT_OUT_TRACKING=true \
  --conf spark.plugins=org.matdesinne.spark.DesignPlugin \
  "${submit_options[@]}" \
  --class org.matdesinne.cli.Main "$application" "$job" "${job_options[@]}"
