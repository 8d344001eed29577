/** CPU profiles of chosen stretches of time, for Chrome's developer tools. */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';

export class Profile {
  private readonly session = new Session();
  private running = false;
  private taken = 0;

  async start(): Promise<void> {
    if (this.running) return;
    this.running = true;
    if (this.taken === 0) this.session.connect();
    await this.session.post('Profiler.enable');
    await this.session.post('Profiler.start');
  }

  /** Writes what was taken since `start` into the folder. */
  async stop(folder: string): Promise<void> {
    if (!this.running) return;
    this.running = false;
    const { profile } = await this.session.post('Profiler.stop');
    writeFileSync(join(folder, `${process.pid}-${++this.taken}.cpuprofile`), JSON.stringify(profile));
  }
}
