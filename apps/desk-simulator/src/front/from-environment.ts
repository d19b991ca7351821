import { InfraError } from '@deskstream/kernel';
import type { DeskSimulatorConfig } from '../config';
import type { FrontCompanyConfig } from './config';
import type { FrontRule } from './rules/rule';

/** The company that the environment describes; rule webhooks are on when they have a secret. */
export const frontFromEnvironment = (
  config: DeskSimulatorConfig,
): readonly FrontCompanyConfig[] => {
  const url = config.SIMULATOR_FRONT_WEBHOOK_URL;
  const secret = config.SIMULATOR_FRONT_RULE_SECRET;
  return [
    {
      workspace: config.SIMULATOR_WORKSPACE,
      companyId: config.SIMULATOR_FRONT_COMPANY_ID,
      accessToken: config.SIMULATOR_FRONT_ACCESS_TOKEN,
      aiTeammateId: config.SIMULATOR_FRONT_AI_TEAMMATE_ID,
      assignNewTo: config.SIMULATOR_ASSIGN_NEW_TO,
      application: { url, signingKey: config.SIMULATOR_FRONT_SIGNING_KEY },
      rules: rulesOf(config.SIMULATOR_FRONT_RULES),
      articles: config.SIMULATOR_FRONT_ARTICLES,
      ...(secret === undefined ? {} : { rule: { url: `${url}/rule`, apiSecret: secret } }),
    },
  ];
};

const rulesOf = (text: string): readonly FrontRule[] => {
  try {
    return JSON.parse(text) as readonly FrontRule[];
  } catch (error) {
    throw new InfraError(
      'SIMULATOR.FRONT_RULES',
      'SIMULATOR_FRONT_RULES must be a JSON list of rules, see the README of src/front.',
      false,
      error,
    );
  }
};
