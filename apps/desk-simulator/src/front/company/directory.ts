import type { FrontCompanyConfig } from '../config';
import type { Account, Inbox, Team, Teammate } from '../model';

/** People and places of a company. The ids are those of the example payloads, so that these can be replayed here. */
export interface Directory {
  readonly teammates: readonly Teammate[];
  readonly teams: readonly Team[];
  readonly inboxes: readonly Inbox[];
  readonly accounts: readonly Account[];
  /** Includes who is not listed: the API token, rules, macros, surveys. */
  teammate(id: string): Teammate | undefined;
  inbox(id: string): Inbox | undefined;
}

export const directoryOf = (config: FrontCompanyConfig): Directory => {
  const teammates = [...(config.teammates ?? PEOPLE), aiTeammate(config)];
  const everybody = new Map([...teammates, ...AUTOMATA].map((each) => [each.id, each]));
  return {
    teammates,
    teams: TEAMS,
    inboxes: INBOXES,
    accounts: ACCOUNTS,
    teammate: (id) => everybody.get(id),
    inbox: (id) => INBOXES.find((each) => each.id === id),
  };
};

export const API_TOKEN_ID = 'tea_0token';
export const RULE_ID = 'rul_4exa1';

const aiTeammate = ({ aiTeammateId, aiTeammateType = 'api' }: FrontCompanyConfig): Teammate => ({
  id: aiTeammateId,
  email: 'assistant@example.com',
  username: 'assistant',
  firstName: 'Support',
  lastName: 'Assistant',
  type: aiTeammateType,
});

const person = (id: string, firstName: string, lastName: string): Teammate => ({
  id,
  email: `${firstName.toLowerCase()}@example.com`,
  username: firstName.toLowerCase(),
  firstName,
  lastName,
  type: 'user',
});

const automaton = (id: string, firstName: string, type: Teammate['type']): Teammate => ({
  ...person(id, firstName, ''),
  type,
});

const PEOPLE: readonly Teammate[] = [
  person('tea_4exa1', 'Robin', 'Vega'),
  person('tea_4exa2', 'Sam', 'Okafor'),
];

const AUTOMATA: readonly Teammate[] = [
  { ...automaton(API_TOKEN_ID, 'API', 'api'), lastName: 'token' },
  automaton('tea_0rule', 'Rule', 'rule'),
  automaton('tea_0macro', 'Macro', 'macro'),
  automaton('tea_0csat', 'Survey', 'csat'),
];

const TEAMS: readonly Team[] = [{ id: 'tim_4exa1', name: 'Support team' }];

const INBOXES: readonly Inbox[] = [
  { id: 'inb_4exa0', name: 'Support', teamId: 'tim_4exa1' },
  { id: 'inb_4exa2', name: 'Billing', teamId: 'tim_4exa1' },
];

const ACCOUNTS: readonly Account[] = [
  { id: 'acc_4exa1', name: 'Northwind Traders', domain: 'northwind.example' },
  { id: 'acc_4exa2', name: 'Brightpath Studio', domain: 'brightpath.example' },
];
