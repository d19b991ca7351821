import {
  EnvChoice,
  EnvInteger,
  EnvPort,
  EnvText,
  ServiceConfig,
} from '@deskstream/platform-config';

export class DeskSimulatorConfig extends ServiceConfig {
  @EnvPort({ about: 'Port of the simulated API, its control API and the page' })
  SIMULATOR_PORT = 4020;

  @EnvText({ about: 'Name of the workspace, as in /intercom/<workspace>/' })
  SIMULATOR_WORKSPACE = 'demo';

  @EnvText({ about: 'app_id in its webhooks' })
  SIMULATOR_APP_ID = 'demo-app';

  @EnvText({ about: 'Where webhooks are posted' })
  SIMULATOR_WEBHOOK_URL = 'http://127.0.0.1:4010/webhooks/intercom/demo';

  @EnvText({ about: 'Signs the webhooks', secret: true })
  SIMULATOR_CLIENT_SECRET = 'demo-client-secret';

  @EnvText({ about: 'Bearer token that the API accepts', secret: true })
  SIMULATOR_ACCESS_TOKEN = 'demo-access-token';

  @EnvText({
    about: 'Admin that the AI posts as',
    pattern: /^\d+$/,
    expected: 'digits, as in 9000001',
  })
  SIMULATOR_AI_ADMIN_ID = '9000001';

  @EnvChoice({ about: 'Who gets new conversations', choices: ['ai', 'nobody'] })
  SIMULATOR_ASSIGN_NEW_TO: 'ai' | 'nobody' = 'ai';

  @EnvText({ about: 'Repeats ids and faults' })
  SIMULATOR_SEED = '1';

  @EnvText({ about: 'Fault rules as a JSON list, see the README' })
  SIMULATOR_FAULTS = '[]';

  @EnvText({ about: 'JSON file that keeps conversations over a restart', optional: true })
  SIMULATOR_DATA_FILE?: string;

  @EnvText({ about: 'Front: where application webhooks are posted; rule webhooks go to …/rule' })
  SIMULATOR_FRONT_WEBHOOK_URL = 'http://127.0.0.1:4010/webhooks/front/demo';

  @EnvText({ about: 'Front: authorization.id in its webhooks' })
  SIMULATOR_FRONT_COMPANY_ID = 'cmp_4exa1';

  @EnvText({ about: 'Front: signs application webhooks', secret: true })
  SIMULATOR_FRONT_SIGNING_KEY = 'demo-front-signing-key';

  @EnvText({ about: 'Front: signs rule webhooks, and turns them on', secret: true, optional: true })
  SIMULATOR_FRONT_RULE_SECRET?: string;

  @EnvText({ about: 'Front: bearer token that the API accepts', secret: true })
  SIMULATOR_FRONT_ACCESS_TOKEN = 'demo-front-access-token';

  @EnvText({ about: 'Front: teammate that the AI writes as' })
  SIMULATOR_FRONT_AI_TEAMMATE_ID = 'tea_4exa9';

  @EnvText({ about: 'Front: rules of the company as a JSON list, see the README' })
  SIMULATOR_FRONT_RULES = '[]';

  @EnvInteger({ about: 'Front: how many help-center articles there are', min: 0, max: 100_000 })
  SIMULATOR_FRONT_ARTICLES = 40;

  @EnvText({ about: 'Where HubSpot webhooks are posted; this very address is signed' })
  SIMULATOR_HUBSPOT_WEBHOOK_URL = 'http://127.0.0.1:4010/webhooks/hubspot/demo';

  @EnvText({
    about: 'Where they really go, when that address is only known outside',
    optional: true,
  })
  SIMULATOR_HUBSPOT_DELIVER_TO?: string;

  @EnvText({ about: 'Signs the webhooks of HubSpot', secret: true })
  SIMULATOR_HUBSPOT_CLIENT_SECRET = 'demo-hubspot-secret';

  @EnvText({ about: 'Bearer token that the HubSpot API accepts', secret: true })
  SIMULATOR_HUBSPOT_ACCESS_TOKEN = 'pat-na1-demo';

  @EnvText({ about: 'Workflows of the HubSpot account as a JSON list' })
  SIMULATOR_HUBSPOT_RULES = '[]';
}
