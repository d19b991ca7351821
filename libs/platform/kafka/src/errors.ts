import { InfraError, messageOf } from '@deskstream/kernel';
import { refusalOf } from './refusals';

export type KafkaErrorCode =
  | 'EVENT_LOG.UNAVAILABLE'
  | 'EVENT_LOG.FULL'
  | 'EVENT_LOG.TOO_LARGE'
  | 'EVENT_LOG.UNKNOWN_TOPIC'
  | 'EVENT_LOG.PARTITIONS_DIFFER'
  | 'EVENT_LOG.FENCED'
  | 'EVENT_LOG.OUT_OF_RANGE';

/** The protocol's name of an error (`INVALID_PRODUCER_EPOCH`), found behind kafkajs' wrappers. */
export const protocolType = (error: unknown): string | undefined => {
  for (const at of causesOf(error))
    if ('type' in at && typeof at.type === 'string') return named(at.type, messageOf(at));
  return causesOf(error).some(isLoginError) ? 'SASL_AUTHENTICATION_FAILED' : undefined;
};

/** Anything that went wrong between us and a broker, as an `InfraError`; our own errors pass. */
export const toInfraError = (error: unknown, where: string): unknown => {
  if (error instanceof InfraError || !isKafkaError(error)) return error;
  const type = protocolType(error);
  const known = type === undefined ? undefined : meanings[type];
  const [code, usual, transient] = known ?? UNAVAILABLE;
  const advice = refusalOf(type, causesOf(error)) ?? usual;
  return new InfraError(code, `${where}: ${type ?? messageOf(error)}; ${advice}`, transient, error);
};

type Meaning = readonly [code: KafkaErrorCode, advice: string, transient: boolean];

const UNAVAILABLE: Meaning = [
  'EVENT_LOG.UNAVAILABLE',
  'the broker did not do it now, try again later',
  true,
];
const FENCED: Meaning = [
  'EVENT_LOG.FENCED',
  'another process owns the lane; its work is dropped',
  false,
];
const TOO_LARGE: Meaning = [
  'EVENT_LOG.TOO_LARGE',
  'the record is over the limit of the topic',
  false,
];
const UNKNOWN_TOPIC: Meaning = [
  'EVENT_LOG.UNKNOWN_TOPIC',
  'the topic does not exist; provision it first',
  false,
];
const OUT_OF_RANGE: Meaning = [
  'EVENT_LOG.OUT_OF_RANGE',
  'the position is not in the log any more; records were lost to retention or the topic was made anew',
  false,
];

const meanings: Readonly<Record<string, Meaning>> = {
  INVALID_PRODUCER_EPOCH: FENCED,
  PRODUCER_FENCED: FENCED,
  MESSAGE_TOO_LARGE: TOO_LARGE,
  RECORD_LIST_TOO_LARGE: TOO_LARGE,
  UNKNOWN_TOPIC_OR_PARTITION: UNKNOWN_TOPIC,
  INVALID_TOPIC_EXCEPTION: UNKNOWN_TOPIC,
  OFFSET_OUT_OF_RANGE: OUT_OF_RANGE,
};

const causesOf = (error: unknown): readonly object[] => {
  const found: object[] = [];
  for (
    let at = error;
    typeof at === 'object' && at !== null && !found.includes(at);
    at = (at as { cause?: unknown }).cause
  )
    found.push(at);
  return found;
};

const isLoginError = (error: object): boolean =>
  'name' in error && error.name === 'KafkaJSSASLAuthenticationError';

/** Codes that are newer than kafkajs come as "Unknown error code 90". */
const named = (type: string, message: string): string =>
  type === 'KAFKAJS_UNKNOWN_ERROR_CODE' && message.endsWith(' 90') ? 'PRODUCER_FENCED' : type;

const isKafkaError = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'name' in error &&
  typeof error.name === 'string' &&
  error.name.startsWith('KafkaJS');
