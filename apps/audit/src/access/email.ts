import { isEmail } from 'class-validator';

const LONGEST = 320;

/** What is wrong with the address of a new account; `null`: nothing. */
export const problemOfEmail = (email: string): string | null =>
  email.length <= LONGEST && isEmail(email, { require_tld: false })
    ? null
    : `${email.slice(0, LONGEST)} is no e-mail address, as in ann@example.com.`;
