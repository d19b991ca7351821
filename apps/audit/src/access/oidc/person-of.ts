/** Who somebody is, as the identity provider says. */
export interface Person {
  readonly subject: string;
  /** What records show. */
  readonly email: string;
  readonly name: string;
}

const LONGEST_SUBJECT = 255;
const LONGEST_EMAIL = 320;
const LONGEST_NAME = 200;

/**
 * `subject` alone says who it is: an e-mail address may be given to somebody else, so no account is
 * found by it. One that the provider says is not verified is not shown either: anybody could write it.
 * `null`: a subject that OpenID Connect does not allow.
 */
export const personOf = (
  claims: Readonly<Record<string, unknown>> & { readonly sub: string },
): Person | null => {
  const { sub: subject, name: called } = claims;
  if (subject === '' || subject.length > LONGEST_SUBJECT || storable(subject) !== subject)
    return null;
  const email = emailIn(claims) ?? subject;
  const name = typeof called === 'string' ? storable(called).slice(0, LONGEST_NAME) : '';
  return { subject, email, name: name || email };
};

const emailIn = ({
  email: told,
  email_verified: verified,
}: Readonly<Record<string, unknown>>): string | null =>
  typeof told === 'string' && told.includes('@') && verified !== false
    ? storable(told).slice(0, LONGEST_EMAIL)
    : null;

const storable = (text: string): string => text.replace(/\p{Cc}/gu, '');
