// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { palette } from '../ui/palette.ts';
import { createLoader } from './chat-loader.ts';
import { Launcher, type PopupChat } from './launcher.tsx';

const Chat: PopupChat = ({ headerEnd, onUnreadChange }) => (
  <div>
    {headerEnd}
    <textarea aria-label="Message" />
    <button type="button" onClick={() => onUnreadChange?.(3)}>three come</button>
    <div role="menu"><button type="button">in a menu</button></div>
  </div>
);
const ready = () => createLoader(() => Promise.resolve(Chat));

afterEach(cleanup);

describe('floating chat button', () => {
  it('loads the chat on hover, mounts it on the first opening, and focuses its field', async () => {
    const user = userEvent.setup();
    const bring = vi.fn(() => Promise.resolve(Chat));
    render(<Launcher palette={palette} loader={createLoader(bring)} />);
    expect(bring).not.toHaveBeenCalled();
    await user.hover(screen.getByRole('button', { name: 'Open chat' }));
    expect(bring).toHaveBeenCalledOnce();
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Open chat' }));
    expect(screen.getByRole('dialog', { name: 'Support' }).getAttribute('aria-modal')).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox')));
    expect(bring).toHaveBeenCalledOnce();
  });

  it('closes on Escape, gives the focus back and keeps what was written', async () => {
    const user = userEvent.setup();
    render(<Launcher palette={palette} loader={ready()} />);
    await user.click(screen.getByRole('button', { name: 'Open chat' }));
    await user.type(await screen.findByRole('textbox'), 'half a questi');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Open chat' }));
    await user.keyboard('{Enter}');
    expect((await screen.findByRole<HTMLTextAreaElement>('textbox')).value).toBe('half a questi');
  });

  it('leaves Escape to a menu that is open inside the chat', async () => {
    const user = userEvent.setup();
    render(<Launcher palette={palette} loader={ready()} />);
    await user.click(screen.getByRole('button', { name: 'Open chat' }));
    (await screen.findByText('in a menu')).focus();
    await user.keyboard('{Escape}');
    expect(screen.getByRole('dialog')).toBeTruthy();
  });

  it('is open only when the host says so while `open` is given', async () => {
    const user = userEvent.setup();
    const onOpenChange = vi.fn();
    const loader = ready();
    const { rerender } = render(<Launcher palette={palette} loader={loader} open={false} onOpenChange={onOpenChange} />);
    await user.click(screen.getByRole('button', { name: 'Open chat' }));
    expect(onOpenChange).toHaveBeenCalledWith(true);
    expect(screen.queryByRole('dialog')).toBeNull();
    rerender(<Launcher palette={palette} loader={loader} open onOpenChange={onOpenChange} />);
    expect(screen.getByRole('dialog')).toBeTruthy();
  });

  it('shows what the chat knows of unread messages once it is closed again', async () => {
    const user = userEvent.setup();
    render(<Launcher palette={palette} loader={ready()} />);
    await user.click(screen.getByRole('button', { name: 'Open chat' }));
    await user.click(await screen.findByText('three come'));
    await user.click(screen.getAllByRole('button', { name: 'Close chat' })[0] as HTMLElement);
    expect(screen.getByRole('button', { name: 'Open chat, 3 unread messages' }).textContent).toBe('3');
  });

  it('says so when the code cannot be fetched, and tries again on request', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const user = userEvent.setup();
    const bring = vi.fn<() => Promise<PopupChat>>().mockRejectedValueOnce(new Error('chunk is gone')).mockResolvedValue(Chat);
    render(<Launcher palette={palette} loader={createLoader(bring)} open />);
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('textbox')).toBeTruthy();
    expect(bring).toHaveBeenCalledTimes(2);
  });
});
