import { InfraError } from '@deskstream/kernel';
import { isFenced, protocolType, toInfraError } from './errors';

const protocolError = (type: string, message = type) =>
  Object.assign(new Error(message), { name: 'KafkaJSProtocolError', type });

describe('an error of the broker', () => {
  it.each([
    ['INVALID_PRODUCER_EPOCH', 'EVENT_LOG.FENCED', false],
    ['MESSAGE_TOO_LARGE', 'EVENT_LOG.TOO_LARGE', false],
    ['UNKNOWN_TOPIC_OR_PARTITION', 'EVENT_LOG.UNKNOWN_TOPIC', false],
    ['OFFSET_OUT_OF_RANGE', 'EVENT_LOG.OUT_OF_RANGE', false],
    ['NOT_LEADER_FOR_PARTITION', 'EVENT_LOG.UNAVAILABLE', true],
    ['CONCURRENT_TRANSACTIONS', 'EVENT_LOG.UNAVAILABLE', true],
  ])('%s is %s', (type, code, transient) => {
    expect(toInfraError(protocolError(type), 'here')).toMatchObject({ code, transient });
  });

  it('is found behind the wrappers of the client', () => {
    const wrapped = Object.assign(new Error('gave up'), {
      name: 'KafkaJSNumberOfRetriesExceeded',
      cause: protocolError('INVALID_PRODUCER_EPOCH'),
    });
    expect(protocolType(wrapped)).toBe('INVALID_PRODUCER_EPOCH');
    expect(isFenced(wrapped)).toBe(true);
  });

  it('is known by its number when it is newer than the client', () => {
    const fenced = protocolError('KAFKAJS_UNKNOWN_ERROR_CODE', 'Unknown error code 90');
    expect(toInfraError(fenced, 'here')).toMatchObject({ code: 'EVENT_LOG.FENCED' });
  });

  it('leaves our own errors and bugs as they are', () => {
    const own = new InfraError('EVENT_LOG.FULL', 'full', true);
    const bug = new TypeError('bug');
    expect(toInfraError(own, 'here')).toBe(own);
    expect(toInfraError(bug, 'here')).toBe(bug);
  });
});
