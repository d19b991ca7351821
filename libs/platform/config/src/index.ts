export { ConfigError } from './config-error';
export type { ConfigProblem } from './config-error';
export { describeConfig } from './describe-config';
export {
  EnvChoice,
  EnvFlag,
  EnvFolder,
  EnvInteger,
  EnvList,
  EnvPort,
  EnvSecretKey,
  EnvText,
  EnvUrl,
} from './env.decorators';
export type { EnvOptions, EnvTextOptions } from './env.decorators';
export { makeFolders } from './make-folders';
export { KafkaConfig } from './kafka-config';
export type { KafkaMechanism, KafkaProtocol } from './kafka-config';
export { loadConfig } from './load-config';
export type { Environment } from './load-config';
export { ServiceConfig } from './service-config';
export type { LogLevel } from './service-config';
export {
  ChatsPerMinuteEnv,
  EmbeddingsEnv,
  EnvProxies,
  SpoolEnv,
  TrialsEnv,
  VendorHostsEnv,
} from './shared-variables';
export { variablesOf } from './variables';
export type { ConfigClass, Variable } from './variables';
export { withValues } from './with-values';
