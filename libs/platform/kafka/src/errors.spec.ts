import { InfraError } from '@deskstream/kernel';
import { protocolType, toInfraError } from './errors';

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

  const connectionError = (code: string, message = code) =>
    Object.assign(new Error(message), {
      name: 'KafkaJSNumberOfRetriesExceeded',
      cause: Object.assign(new Error(message), { name: 'KafkaJSConnectionError', code }),
    });

  it.each([
    [connectionError('DEPTH_ZERO_SELF_SIGNED_CERT'), 'KAFKA_SSL_CA_FILE'],
    [connectionError('CERT_HAS_EXPIRED'), 'renew it'],
    [connectionError('ERR_TLS_CERT_ALTNAME_INVALID'), 'for another host'],
    [connectionError('ERR_SSL_WRONG_VERSION_NUMBER'), 'KAFKA_SECURITY_PROTOCOL'],
    [protocolError('SASL_AUTHENTICATION_FAILED'), 'KAFKA_SASL_PASSWORD'],
    [protocolError('TOPIC_AUTHORIZATION_FAILED'), 'docs/how-to/secure-kafka.md'],
    [connectionError('ECONNREFUSED'), 'try again later'],
  ])('tells what to do about %s, and may be tried again', (error, advice) => {
    expect(toInfraError(error, 'here')).toMatchObject({
      code: 'EVENT_LOG.UNAVAILABLE',
      transient: true,
      message: expect.stringContaining(advice) as unknown,
    });
  });
});
