export { openApiChecker, sharedReference } from './openapi';
export type { OpenApiChecker } from './openapi';
export { testDatabase } from './postgres/test-database';
export type { TestDatabase } from './postgres/test-database';
export { javaOracle, javaPartitions } from './kafka/java-oracle';
export type { OracleRecord } from './kafka/java-oracle';
export { kafkaAvailable, startKafka } from './kafka/start-kafka';
export type { RunningKafka } from './kafka/start-kafka';
