/**
 * What to do about a broker that refuses us for good, in words; `undefined` for a failure that may pass.
 * The failure stays transient all the same: rights, logins and certificates are mended on the other side.
 */
export const refusalOf = (
  type: string | undefined,
  causes: readonly object[],
): string | undefined => {
  if (type?.endsWith('_AUTHORIZATION_FAILED')) return RIGHTS;
  if (LOGIN_TYPES.has(type ?? '')) return LOGIN;
  return causes.map(connectionAdvice).find((advice) => advice !== undefined);
};

const connectionAdvice = (cause: {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}): string | undefined => {
  const code = String(cause.code);
  const known = CERTIFICATES[code];
  if (known !== undefined) return known;
  if (code.startsWith('ERR_SSL_') || String(cause.message).includes('secure TLS connection'))
    return HANDSHAKE;
  return cause.name === 'KafkaJSConnectionClosedError' ? CLOSED : undefined;
};

const RIGHTS =
  'the Kafka user may not do this; grant it the rights on topics, groups and transactional ids that docs/how-to/secure-kafka.md lists';

const LOGIN =
  'Kafka refuses the login; check KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD';

const LOGIN_TYPES = new Set([
  'SASL_AUTHENTICATION_FAILED',
  'UNSUPPORTED_SASL_MECHANISM',
  'ILLEGAL_SASL_STATE',
]);

const UNKNOWN_AUTHORITY =
  'nobody this process believes signed the certificate of the broker; set KAFKA_SSL_CA_FILE to the PEM of its authority';

const HANDSHAKE =
  'the TLS handshake failed; check KAFKA_SECURITY_PROTOCOL, the port in KAFKA_BROKERS and, where brokers ask for one, the client certificate';

const CLOSED =
  'the broker closed the connection; if it does so each time, its listener is not one of KAFKA_SECURITY_PROTOCOL';

const CERTIFICATES: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  CERT_SIGNATURE_FAILURE: UNKNOWN_AUTHORITY,
  CERT_HAS_EXPIRED: 'the certificate of the broker has expired; renew it there',
  CERT_NOT_YET_VALID: 'the certificate of the broker is not valid yet; compare the clocks',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'the certificate of the broker is for another host; KAFKA_BROKERS must name the one it is made for',
  EPROTO: HANDSHAKE,
};
