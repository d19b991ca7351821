import kafkajs from 'kafkajs';
import Broker from 'kafkajs/src/broker/index.js';
import Cluster from 'kafkajs/src/cluster/index.js';
import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup.js';
import loggers from 'kafkajs/src/loggers/index.js';
import Connection from 'kafkajs/src/network/connection.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import produceResponse from 'kafkajs/src/protocol/requests/produce/v7/response.js';

/**
 * The one door to kafkajs. Its public consumer and producer are not used: the consumer's filter lets
 * aborted records through and its position handling resets silently; the producer retries a small
 * transaction 300 ms late and cannot be used after a failed commit. Its protocol layer is sound.
 *
 * Four repairs are made to it. Stock, every connection restarts a 1 ms timer for ever, which costs about
 * 0.8 % of a core each and makes Node 24 warn of negative timeouts.
 */
RequestQueue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
  if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
  const wait = Math.max(this.throttledUntil - Date.now(), 10);
  this.throttleCheckTimeoutId = setTimeout(() => {
    this.throttleCheckTimeoutId = null;
    this.checkPendingRequests();
  }, wait);
};

/**
 * Stock, closing a connection waits for its answers for ever when the broker closes at the same moment, and
 * whoever sent those requests waits as long: the timer that would give them up ends when closing begins.
 */
const CLOSE_WITHIN_MS = 2_000;
const answered = RequestQueue.prototype.waitForPendingRequests;
RequestQueue.prototype.waitForPendingRequests = async function (this: RequestQueue) {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_WITHIN_MS)));
  await Promise.race([answered.call(this), enough]);
  clearTimeout(timer);
  if (this.inflight.size + this.pending.length > 0)
    this.rejectAll(
      new kafkajs.KafkaJSConnectionError('Closed connection', { broker: this.broker }),
    );
};

/** Stock, a broker counts as connected before its versions are known; a second caller then fails. */
const hasSocket = Broker.prototype.isConnected;
Broker.prototype.isConnected = function (this: Broker) {
  return hasSocket.call(this) && this.lookupRequest.name !== 'notInitializedLookup';
};

/** Stock, two first requests at once open two sockets: one leaks, and both feed one decoder. */
const openSocket = Connection.prototype.connect;
const opening = new WeakMap<Connection, Promise<boolean>>();
Connection.prototype.connect = function (this: Connection) {
  const under = opening.get(this) ?? openSocket.call(this).finally(() => opening.delete(this));
  opening.set(this, under);
  return under;
};

const { createLogger } = loggers;
const { roundRobin } = kafkajs.PartitionAssigners;

export { Cluster, ConsumerGroup, createLogger, produceResponse, roundRobin };
export type { ProduceAnswer } from 'kafkajs/src/protocol/requests/produce/v7/response.js';
export type {
  Broker,
  ProducerIdentity,
  WireAborted,
  WireMessage,
  WirePartition,
} from 'kafkajs/src/cluster/index.js';
