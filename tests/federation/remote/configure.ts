import './parts.tsx';

export function configure(configuration: NonNullable<Window['chatConfiguration']>): void {
  window.chatConfiguration = configuration;
}
