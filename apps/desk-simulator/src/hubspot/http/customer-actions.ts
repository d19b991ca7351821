import { fieldsOf, listOf, textOf } from '../../api/fields';
import type { Written } from '../portal/messages';
import type { Customer } from '../portal/portal';

/** `{ customer?, email?, company?, properties? }`; `email: null` is a visitor who left no address. */
export const customerIn = (body: unknown): Customer => {
  const fields = fieldsOf(body);
  const [name, email, company] = [
    textOf(fields['customer']),
    textOf(fields['email']),
    textOf(fields['company']),
  ];
  return {
    ...(name === undefined ? {} : { name }),
    ...(fields['email'] === null ? { email: null } : email === undefined ? {} : { email }),
    ...(company === undefined ? {} : { company }),
    properties: textsOf(fields['properties']),
  };
};

/** `{ subject?, quoted?, attachments? }`: `quoted` is cut off and only in the original content. */
export const writtenIn = (body: unknown, text: string) => {
  const fields = fieldsOf(body);
  const subject = textOf(fields['subject']);
  const quoted = textOf(fields['quoted']);
  return {
    text,
    ...(subject === undefined ? {} : { subject }),
    ...(quoted === undefined ? {} : { quoted }),
    attachments: listOf(fields['attachments']).map(fieldsOf),
  } satisfies Written;
};

const textsOf = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fieldsOf(value)).flatMap(([name, each]) => {
      const text = textOf(each);
      return text === undefined ? [] : [[name, text]];
    }),
  );
