"""A sweep every night, by Airflow 2 with its Spark provider.

Connection `spark_default` names the master; the variables `matdesinne_jar`,
`matdesinne_model` and `matdesinne_output` say where program, model and lake are.
A night that failed is tried again and goes on where it was.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

with DAG(
    dag_id="matdesinne_sweep",
    schedule="0 1 * * *",
    start_date=datetime(2026, 11, 23),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 3, "retry_delay": timedelta(minutes=5)},
    tags=["matdesinne"],
) as dag:
    SparkSubmitOperator(
        task_id="sweep",
        application="{{ var.value.matdesinne_jar }}",
        java_class="org.matdesinne.cli.Main",
        name="matdesinne-sweep-{{ ds }}",
        conf={
            "spark.plugins": "org.matdesinne.spark.DesignPlugin",
            "spark.executor.cores": "8",
            "spark.task.cpus": "2",
        },
        executor_memory="8g",
        driver_memory="2g",
        application_args=[
            "sweep",
            "--seed",
            # Other candidates every night, the same when a night is tried again.
            "{{ ds_nodash }}",
            "--model",
            "{{ var.value.matdesinne_model }}",
            "--output",
            "{{ var.value.matdesinne_output }}",
            "--retain",
            "14",
        ],
    )
