import type { Desk } from '../desk/desk';
import type { Company, Contact, Effect } from '../desk/model';
import { adminShape, contactShape, seconds } from '../desk/shapes';
import type { Access } from './access';
import type { ApiAnswer, ApiRequest } from './answers';
import { failed, invalid, notFound, ok } from './answers';
import { fieldsOf, textOf } from './fields';
import type { HelpCenter } from './help-center';
import { listArticles, listCenters, listCollections, readArticle } from './help-center';
import { pageOf, readConversationList } from './reading';

interface Route {
  readonly kind: string;
  readonly conversation: null;
  run(): ApiAnswer;
}

interface Asked {
  readonly desk: Desk;
  readonly access: Access;
  readonly body: unknown;
  readonly query: ApiRequest['query'];
  readonly id: string;
  readonly helpCenter: HelpCenter;
}

/** What is about no conversation: the account, people, companies, tags, articles. */
export const directoryRoute = (
  desk: Desk,
  access: Access,
  { method, path, query, body }: ApiRequest,
  helpCenter: HelpCenter,
): Route => {
  const [first = '', id = '', last = ''] = path.split('/').slice(1).map(decodeURIComponent);
  const found = ROUTES[`${method} ${shapeOf(first, isName(method, first, id) ? id : ':id', last)}`];
  return found === undefined
    ? { kind: 'unknown', conversation: null, run: () => notFound('Route') }
    : {
        kind: found.kind,
        conversation: null,
        run: () => found.run({ desk, access, body, query, id, helpCenter }),
      };
};

/** Not the id of something. */
const isName = (method: string, first: string, second: string): boolean =>
  second === '' || (method === 'POST' && second === 'search') || first === 'help_center';

const shapeOf = (...parts: readonly string[]): string =>
  parts.filter((each) => each !== '').join('/');

const onContact =
  (work: (asked: Asked, contact: Contact) => ApiAnswer) =>
  (asked: Asked): ApiAnswer => {
    const contact = asked.desk.contact(asked.id);
    return contact === undefined ? notFound('User') : work(asked, contact);
  };

const contactAnswer = ({ desk }: Asked, contact: Contact): ApiAnswer =>
  ok(contactShape(contact, desk.config.appId));

const searchContacts = ({ desk, body }: Asked): ApiAnswer => {
  const { query, pagination } = fieldsOf(body);
  const { field, operator, value } = fieldsOf(query);
  if (field !== 'email' || operator !== '=') return invalid('query');
  const found = desk.contactsOfEmail(textOf(value) ?? '');
  const page = pageOf(found, fieldsOf(pagination));
  return ok({
    type: 'list',
    data: page.items.map((each) => contactShape(each, desk.config.appId)),
    total_count: found.length,
    pages: page.pages,
  });
};

const createContact = (asked: Asked): ApiAnswer => {
  const { desk, body } = asked;
  const { email, name, role } = fieldsOf(body);
  const address = textOf(email);
  if (address === undefined) return invalid('email');
  const [known] = desk.contactsOfEmail(address);
  if (known && role !== 'lead')
    return failed(
      409,
      'conflict',
      `A contact matching those details already exists with id=${known.id}`,
    );
  const made = desk.createContact(address, textOf(name) ?? address);
  record(asked, 'create-contact', made.id);
  return contactAnswer(asked, made);
};

const updateContact = (asked: Asked, contact: Contact): ApiAnswer => {
  const given = fieldsOf(fieldsOf(asked.body)['custom_attributes']);
  asked.desk.setContactAttributes(contact, given as NonNullable<Contact['customAttributes']>);
  record(asked, 'update-contact', JSON.stringify(given));
  return contactAnswer(asked, contact);
};

const createTag = (asked: Asked): ApiAnswer => {
  const name = textOf(fieldsOf(asked.body)['name']);
  if (name === undefined) return invalid('name');
  const before = asked.desk.tags().length;
  const tag = asked.desk.tagNamed(name);
  if (asked.desk.tags().length > before) record(asked, 'create-tag', tag.name);
  return ok({ type: 'tag', ...tag });
};

const record = ({ desk }: Asked, kind: Effect['kind'], body: string): void =>
  desk.recordEffect({ conversation: '', kind, partId: null, adminId: null }, body);

const companies = ({ desk }: Asked, contact: Contact): ApiAnswer => {
  const data = desk.companiesOf(contact).map((each) => companyShape(each, desk.config.appId));
  const pages = { type: 'pages', page: 1, per_page: 50, total_pages: 1 };
  return ok({ type: 'list', data, pages, total_count: data.length });
};

const companyShape = ({ id, name, createdAt, attributes }: Company, appId: string) => ({
  type: 'company',
  id,
  company_id: `acct-${id.slice(0, 4)}`,
  name,
  app_id: appId,
  plan: {},
  remote_created_at: seconds(createdAt),
  created_at: seconds(createdAt),
  updated_at: seconds(createdAt),
  size: 0,
  monthly_spend: 0,
  session_count: 0,
  user_count: 1,
  custom_attributes: attributes,
  tags: { type: 'tag.list', tags: [] },
  segments: { type: 'segment.list', segments: [] },
});

const me = ({ desk, access }: Asked): ApiAnswer =>
  ok({
    ...adminShape(desk.admins[0] ?? { id: '0', name: '', email: '' }),
    avatar: { type: 'avatar', image_url: null },
    email_verified: true,
    app: {
      type: 'app',
      id_code: access.appId(),
      name: desk.config.workspace,
      region: desk.config.region ?? 'US',
      timezone: 'Etc/UTC',
      created_at: 1_700_000_000,
      identity_verification: false,
    },
  });

const oneAdmin = ({ desk, id }: Asked): ApiAnswer => {
  const found = desk.admin(id);
  return found ? ok(adminShape(found)) : notFound('Admin');
};

const teamShape = ({ id, name }: { readonly id: string; readonly name: string }) => ({
  type: 'team',
  id,
  name,
  admin_ids: [],
});

/** `kind` is what fault rules name. */
const ROUTES: Readonly<
  Record<string, { readonly kind: string; run(asked: Asked): ApiAnswer } | undefined>
> = {
  'GET me': { kind: 'me', run: me },
  'GET admins': {
    kind: 'admins',
    run: ({ desk }) => ok({ type: 'admin.list', admins: desk.admins.map(adminShape) }),
  },
  'GET admins/:id': { kind: 'admins', run: oneAdmin },
  'GET teams': {
    kind: 'teams',
    run: ({ desk }) => ok({ type: 'team.list', teams: desk.teams.map(teamShape) }),
  },
  'GET tags': {
    kind: 'tags',
    run: ({ desk }) =>
      ok({ type: 'list', data: desk.tags().map((each) => ({ type: 'tag', ...each })) }),
  },
  'POST tags': { kind: 'create-tag', run: createTag },
  'GET contacts/:id': { kind: 'contacts', run: onContact(contactAnswer) },
  'PUT contacts/:id': { kind: 'update-contact', run: onContact(updateContact) },
  'GET contacts/:id/companies': { kind: 'companies', run: onContact(companies) },
  'POST contacts/search': { kind: 'contacts', run: searchContacts },
  'POST contacts': { kind: 'create-contact', run: createContact },
  'GET conversations': {
    kind: 'list',
    run: ({ desk, query }) => readConversationList(desk, query),
  },
  'GET articles': {
    kind: 'articles',
    run: ({ desk, helpCenter, query }) => listArticles(helpCenter, query, desk.config.appId),
  },
  'GET articles/:id': {
    kind: 'article',
    run: ({ desk, helpCenter, id }) => readArticle(helpCenter, id, desk.config.appId),
  },
  'GET help_center/help_centers': {
    kind: 'help-centers',
    run: ({ desk, helpCenter }) => listCenters(helpCenter, desk.config.appId),
  },
  'GET help_center/collections': {
    kind: 'collections',
    run: ({ desk, helpCenter, query }) => listCollections(helpCenter, query, desk.config.appId),
  },
};
