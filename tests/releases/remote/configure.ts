import { ran } from './ran.ts';

ran('configure');

export function configure(): void {}

export const atWork = (): readonly string[] => window.chatWork ?? [];
