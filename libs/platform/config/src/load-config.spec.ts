import { ConfigError } from './config-error';
import { describeConfig } from './describe-config';
import { EnvFlag, EnvInteger, EnvText } from './env.decorators';
import { loadConfig } from './load-config';
import { ServiceConfig } from './service-config';

class ExampleConfig extends ServiceConfig {
  @EnvInteger({ about: 'Deliveries taken at once', min: 1, max: 500 })
  EXAMPLE_BATCH = 200;

  @EnvText({
    about: 'Key of the example',
    pattern: /^sk-/,
    expected: 'a key that starts with sk-',
    secret: true,
  })
  EXAMPLE_KEY!: string;

  @EnvFlag({ about: 'Talks more' })
  EXAMPLE_VERBOSE = false;
}

const problemsOf = (env: Record<string, string>): ConfigError['problems'] => {
  try {
    loadConfig(ExampleConfig, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('loadConfig', () => {
  it('gives typed values, and defaults for what is unset or empty', () => {
    const config = loadConfig(ExampleConfig, {
      EXAMPLE_KEY: 'sk-1',
      EXAMPLE_VERBOSE: 'true',
      EXAMPLE_BATCH: '',
      PORT: '5000',
      KAFKA_BROKERS: 'a:9092, b:9092',
      HOME: '/root',
    });
    expect(config).toMatchObject({
      EXAMPLE_KEY: 'sk-1',
      EXAMPLE_VERBOSE: true,
      EXAMPLE_BATCH: 200,
      PORT: 5000,
      HOST: '127.0.0.1',
      KAFKA_BROKERS: ['a:9092', 'b:9092'],
    });
    expect(config).not.toHaveProperty('HOME');
  });

  it('names every problem at once, with what was expected and found', () => {
    const problems = problemsOf({
      PORT: 'http',
      LOG_LEVEL: 'loud',
      EXAMPLE_BATCH: '501',
      KAFKA_BROKERS: 'here',
    });
    expect(problems.map(({ variable, found }) => [variable, found])).toEqual([
      ['EXAMPLE_BATCH', '"501"'],
      ['EXAMPLE_KEY', 'nothing'],
      ['PORT', '"http"'],
      ['LOG_LEVEL', '"loud"'],
      ['KAFKA_BROKERS', '"here"'],
    ]);
    expect(problems[0]?.expected).toBe('a whole number, 1 to 500');
  });

  it('never shows a secret, not even a wrong one', () => {
    const [problem] = problemsOf({ EXAMPLE_KEY: 'hunter2' });
    expect(problem?.found).toBe('a secret of 7 characters');
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  it('accepts a database without a top-level domain', () => {
    const env = { EXAMPLE_KEY: 'sk-1', DATABASE_URL: 'postgres://app:secret@postgres:5432/app' };
    expect(loadConfig(ExampleConfig, env).DATABASE_URL).toBe(env.DATABASE_URL);
  });
});

describe('describeConfig', () => {
  it('lists each variable with default and meaning', () => {
    const help = describeConfig(ExampleConfig);
    expect(help).toMatch(/^VARIABLE +DEFAULT +MEANING$/m);
    expect(help).toMatch(/^EXAMPLE_KEY +required +Key of the example/m);
    expect(help).toMatch(/^PORT +4000 +Port of HTTP/m);
  });
});
