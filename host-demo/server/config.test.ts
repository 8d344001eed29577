import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, VARIABLES } from './config.ts';

const problems = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readConfig(env, '/srv');
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('the environment', () => {
  it('needs nothing: the demo on the loopback, in .data, answered from the articles', () => {
    expect(readConfig({}, '/srv')).toMatchObject({
      host: '127.0.0.1',
      port: 4310,
      remotePort: 4311,
      portsExplicit: false,
      dataDir: '/srv/.data',
      databaseUrl: null,
      tokens: null,
      responder: 'knowledge',
      responderPace: 70,
      demo: true,
      production: false,
      logLevel: 'info',
      allowedOrigins: [],
    });
  });

  it('takes an empty variable as not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '  ' }, '/srv')).toMatchObject({ port: 4310, databaseUrl: null });
  });

  it.each([
    ['PORT', '99999', 'is no port'],
    ['PORT', '80a', 'is no port'],
    ['REMOTE_PORT', '-1', 'is no port'],
    ['PUBLIC_URL', 'chat.example.com', 'is no http or https URL'],
    ['DATABASE_URL', 'mysql://db', 'is no Postgres URL'],
    ['JWT_SECRET', 'short', 'is too short'],
    ['JWKS_URL', 'ftp://keys', 'is no http or https URL'],
    ['RESPONDER', 'magic', 'must be knowledge or openai'],
    ['RESPONDER_PACE', '0', 'must be tokens a second'],
    ['ALLOWED_ORIGINS', 'https://a.example, https://b.example/path', 'must be origins'],
    ['ALLOWED_ORIGINS', '*', 'must be origins'],
    ['DEMO', 'yes', 'must be true or false'],
    ['LOG_LEVEL', 'loud', 'must be one of'],
  ])('tells in one sentence what is wrong with %s=%s', (name, value, reason) => {
    const found = problems({ [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(name);
    expect(found[0]).toContain(reason);
    expect(found[0]).toMatch(/\.$/);
  });

  it('reports every mistake of one start together', () => {
    expect(problems({ PORT: 'x', LOG_LEVEL: 'loud' })).toHaveLength(2);
  });

  it('never repeats a secret', () => {
    expect(problems({ JWT_SECRET: 'hunter2' }).join()).not.toContain('hunter2');
    expect(problems({ DATABASE_URL: 'mysql://me:hunter2@db' }).join()).not.toContain('hunter2');
  });

  it('refuses the demo in production', () => {
    expect(problems({ NODE_ENV: 'production', DEMO: 'true', JWT_SECRET: 'x'.repeat(32) }).join()).toContain(
      'refused with NODE_ENV=production',
    );
    expect(readConfig({ NODE_ENV: 'production', JWT_SECRET: 'x'.repeat(32) }, '/srv').demo).toBe(false);
  });

  it('refuses to check tokens with nothing, or with two things', () => {
    expect(problems({ NODE_ENV: 'production' }).join()).toContain('Neither JWT_SECRET nor JWKS_URL');
    expect(problems({ DEMO: 'false', JWT_SECRET: 'x'.repeat(32), JWKS_URL: 'https://keys.example/jwks' }).join()).toContain('both set');
  });

  it("executes the chat's own documents only in production, unless told otherwise", () => {
    const production = { NODE_ENV: 'production', JWT_SECRET: 'x'.repeat(32) };
    expect(readConfig({}, '/srv').trustedDocuments).toBeNull();
    expect(readConfig(production, '/srv').trustedDocuments).toMatch(/generated\/documents\.json$/);
    expect(readConfig({ ...production, TRUSTED_DOCUMENTS: 'any' }, '/srv').trustedDocuments).toBeNull();
    expect(readConfig({ TRUSTED_DOCUMENTS: 'mine.json' }, '/srv').trustedDocuments).toBe('/srv/mine.json');
  });

  it('asks for what the model endpoint needs', () => {
    expect(problems({ RESPONDER: 'openai' })).toHaveLength(2);
    expect(readConfig({ RESPONDER: 'openai', OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm' }, '/srv').openai).toEqual({
      baseUrl: 'https://api.openai.com/v1',
      apiKey: 'k',
      model: 'm',
      doneOnly: false,
    });
    expect(
      readConfig({ RESPONDER: 'openai', OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm', OPENAI_DONE_ONLY: 'true' }, '/srv').openai?.doneOnly,
    ).toBe(true);
  });

  it('keeps events 30 days unless told otherwise', () => {
    expect(readConfig({}, '/srv').retentionDays).toBe(30);
    expect(readConfig({ RETENTION_DAYS: '0' }, '/srv').retentionDays).toBeNull();
    expect(problems({ RETENTION_DAYS: '-1' }).join()).toContain('must be whole days');
  });

  it('documents each variable in README.md as here', () => {
    const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
    for (const [name, form, standard, meaning] of VARIABLES)
      expect(readme).toContain(`| \`${name}\` | ${form.replaceAll('|', '\\|')} | ${standard} | ${meaning} |`);
  });

  it('documents each variable it reads', () => {
    const names = VARIABLES.map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of [
      'PORT',
      'REMOTE_PORT',
      'HOST',
      'PUBLIC_URL',
      'DATA_DIR',
      'DATABASE_URL',
      'JWT_SECRET',
      'JWKS_URL',
      'KNOWLEDGE_DIR',
      'ALLOWED_ORIGINS',
      'DEMO',
    ])
      expect(names).toContain(name);
  });
});
