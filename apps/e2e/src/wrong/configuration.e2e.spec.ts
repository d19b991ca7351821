import { dataFolder, removed } from './places';
import { Program, endPrograms } from './program';

describe('a wrong configuration', () => {
  let data: string;

  beforeAll(async () => {
    data = await dataFolder();
  });

  afterEach(endPrograms);

  afterAll(() => removed(data));

  it('names every variable at once, with what was expected and found, and shows no secret', async () => {
    const program = new Program({
      app: 'deskstream',
      args: ['start'],
      env: {
        PORT: 'http',
        LOG_LEVEL: 'loud',
        DESKSTREAM_DEMO: 'perhaps',
        DESKSTREAM_SECRET_KEY: 'hunter2',
        DATABASE_URL: 'mysql://app:swordfish@db/app',
        KAFKA_BROKERS: 'broker:99999',
        KNOWLEDGE_FOLDER: `${data}/none`,
      },
    });
    expect(await program.ended()).toBe(78);
    expect(program.said).toContain('The configuration has 7 problem(s)');
    expect(program.said).toContain('PORT: expected a TCP port, 0 to 65535');
    expect(program.said).toContain('LOG_LEVEL: expected one of debug');
    expect(program.said).toContain('DESKSTREAM_DEMO: expected true or false; found "perhaps"');
    expect(program.said).toContain('DESKSTREAM_SECRET_KEY: expected 32 bytes as base64 or hex');
    expect(program.said).toContain('DATABASE_URL: expected a URL that starts with postgres://');
    expect(program.said).toContain('KAFKA_BROKERS: expected host:port');
    expect(program.said).toContain('KNOWLEDGE_FOLDER: expected a folder that exists');
    expect(program.said).not.toMatch(/hunter2|swordfish/);
  });

  it.each([
    ['deskstream', ['start']],
    ['audit', []],
  ] as const)(
    'of %s that would make everybody admin is refused before it starts',
    async (app, args) => {
      const env = { PORT: '0', INGRESS_PORT: '0', SIMULATOR_PORT: '0', WEB_CHAT_PORT: '0' };
      const open = { ACCESS: 'open', HOST: '0.0.0.0', DESKSTREAM_DATA: data };
      const key = { DESKSTREAM_SECRET_KEY: '0'.repeat(64) };
      const program = new Program({ app, args, env: { ...env, ...open, ...key } });
      expect(await program.ended()).toBe(78);
      expect(program.said).toContain(
        'HOST=0.0.0.0 lets others than this machine in. Set ACCESS=accounts, or HOST=127.0.0.1.',
      );
      expect(program.said).toContain('CONFIG.ACCESS_OPEN');
      expect(program.said).not.toContain('listening');
    },
  );

  it('of a service without any says what it needs', async () => {
    const program = new Program({ app: 'dedup', env: { PORT: '0' } });
    expect(await program.ended()).toBe(78);
    expect(program.said).toContain('DESKSTREAM_SECRET_KEY: expected 32 bytes as base64 or hex');
    expect(program.said).toContain('found nothing');
  });

  it('of a service without a log says which variables choose one', async () => {
    const key = { DESKSTREAM_SECRET_KEY: '0'.repeat(64) };
    const program = new Program({ app: 'dedup', env: { PORT: '0', ...key } });
    expect(await program.ended()).toBe(78);
    expect(program.said).toContain('KAFKA_BROKERS and DATABASE_URL: expected at least one');
  });

  it('is not looked for on the command line, where start names its variables', async () => {
    const help = new Program({ app: 'deskstream', args: ['start', '--help'], env: {} });
    expect(await help.ended()).toBe(0);
    expect(help.said).toContain('INGRESS_PORT');
    const words = new Program({ app: 'deskstream', args: ['start', '--port', '5000'], env: {} });
    expect(await words.ended()).toBe(2);
    expect(words.said).toContain('"start" takes no options, found --port');
  });

  it('is the same for a command', async () => {
    const program = new Program({ app: 'deskstream', args: ['status'], env: { PORT: 'http' } });
    expect(await program.ended()).toBe(78);
    expect(program.said).toContain('PORT: expected a TCP port');
  });
});
