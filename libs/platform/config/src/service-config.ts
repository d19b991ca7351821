import { EnvChoice, EnvInteger, EnvPort, EnvText, EnvUrl } from './env.decorators';
import { KafkaConfig } from './kafka-config';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** What every service understands; extend it with the variables of one service. */
export class ServiceConfig extends KafkaConfig {
  @EnvPort({ about: 'Port of HTTP, with /healthz, /readyz and /metrics' })
  PORT = 4000;

  @EnvText({ about: 'Address to bind to; 0.0.0.0 in containers' })
  HOST = '127.0.0.1';

  @EnvChoice({
    about: 'Lowest level that is logged',
    choices: ['debug', 'info', 'warn', 'error', 'silent'],
  })
  LOG_LEVEL: LogLevel = 'info';

  @EnvUrl({
    about: 'PostgreSQL of the stores',
    protocols: ['postgres', 'postgresql'],
    optional: true,
    secret: true,
  })
  DATABASE_URL?: string;

  @EnvText({
    about: 'Put in front of topics, groups and schemas, so that installations can share a cluster',
    pattern: /^[a-z0-9-]{0,40}$/,
    expected: 'lower-case letters, digits and dashes, at most 40',
  })
  DESKSTREAM_NAMESPACE = '';

  @EnvInteger({
    about: 'Partitions of each topic; fixed once the topics exist',
    min: 1,
    max: 1024,
  })
  DESKSTREAM_PARTITIONS = 8;

  @EnvText({
    about: 'OTLP receiver of traces and metrics; nothing is exported without it',
    optional: true,
  })
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  @EnvText({
    about: 'How traces are sent: http/protobuf, http/json or grpc',
    optional: true,
  })
  OTEL_EXPORTER_OTLP_PROTOCOL?: string;

  @EnvText({ about: 'Name in traces and metrics instead of the service name', optional: true })
  OTEL_SERVICE_NAME?: string;

  @EnvText({ about: 'Sampler as in the OpenTelemetry specification', optional: true })
  OTEL_TRACES_SAMPLER?: string;

  @EnvText({ about: 'Argument of the sampler, for example a ratio from 0 to 1', optional: true })
  OTEL_TRACES_SAMPLER_ARG?: string;
}
