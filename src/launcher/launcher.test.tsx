// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StrictMode, useEffect } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { palette } from '../ui/palette.ts';
import { createLoader } from './chat-loader.ts';
import { Launcher, type PopupChat } from './launcher.tsx';

const Chat: PopupChat['Chat'] = ({ headerEnd, onUnreadChange }) => (
  <div>
    {headerEnd}
    <textarea aria-label="Message" />
    <button type="button" onClick={() => onUnreadChange?.(3)}>
      three come
    </button>
    <div role="menu">
      <button type="button">in a menu</button>
    </div>
  </div>
);
const Unread: PopupChat['Unread'] = ({ onUnreadChange, userId }) => {
  useEffect(() => onUnreadChange?.(userId === 'ben' ? 5 : 0), [onUnreadChange, userId]);
  return null;
};
const loaded: PopupChat = { Chat, Unread };
const ready = () => createLoader(() => Promise.resolve(loaded));

/** As on a phone held upright. */
const phone = () =>
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query.includes('480px'), addEventListener() {}, removeEventListener() {} }));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  sessionStorage.clear();
});

describe('floating chat button', () => {
  it('loads the chat on hover, mounts it on the first opening, and focuses its field', async () => {
    const user = userEvent.setup();
    const bring = vi.fn(() => Promise.resolve(loaded));
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

  it.each(['popup', 'side-panel', 'full-screen'] as const)(
    'Escape and the close button close it as %s, and the focus returns',
    async (mode) => {
      const user = userEvent.setup();
      render(<Launcher palette={palette} loader={ready()} mode={mode} />);
      await user.click(screen.getByRole('button', { name: 'Open chat' }));
      await user.type(await screen.findByRole('textbox'), 'x{Escape}');
      expect(screen.queryByRole('dialog')).toBeNull();
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Open chat' }));
      await user.keyboard('{Enter}');
      await user.click(screen.getAllByRole('button', { name: 'Close chat' })[0] as HTMLElement);
      expect(screen.queryByRole('dialog')).toBeNull();
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Open chat' }));
    },
  );

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
    const bring = vi.fn<() => Promise<PopupChat>>().mockRejectedValueOnce(new Error('chunk is gone')).mockResolvedValue(loaded);
    render(<Launcher palette={palette} loader={createLoader(bring)} open />);
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('textbox')).toBeTruthy();
    expect(bring).toHaveBeenCalledTimes(2);
  });

  it('knows of unread messages before it was opened, once the code is there, and tells the host', async () => {
    const onUnreadChange = vi.fn();
    const user = userEvent.setup();
    render(<Launcher palette={palette} loader={ready()} userId="ben" onUnreadChange={onUnreadChange} />);
    await user.hover(screen.getByRole('button', { name: 'Open chat' }));
    expect(await screen.findByRole('button', { name: 'Open chat, 5 unread messages' })).toBeTruthy();
    expect(onUnreadChange).toHaveBeenLastCalledWith(5);
  });

  it('speaks the host’s words, with its language’s plurals and numbers', async () => {
    const labels = {
      'launcher.title': 'Hilfe',
      'launcher.open': 'Chat öffnen',
      'launcher.close': 'Chat schließen',
      'launcher.unread': { one: '{count} neue Nachricht', other: '{count} neue Nachrichten' },
      'launcher.failed': 'Der Chat fehlt.',
      'launcher.again': 'Nochmal',
      'composer.placeholder': 'not the launcher’s',
    };
    const broken = createLoader<PopupChat>(() => Promise.reject(new Error('away')));
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const props = { palette, labels, locale: 'de', loader: broken };
    const { rerender } = render(<Launcher {...props} unreadCount={0} />);
    expect(screen.getByRole('button', { name: 'Chat öffnen' })).toBeTruthy();
    rerender(<Launcher {...props} unreadCount={1} />);
    expect(screen.getByRole('button', { name: '1 neue Nachricht' })).toBeTruthy();
    rerender(<Launcher {...props} unreadCount={1234} />);
    await userEvent.click(screen.getByRole('button', { name: '1.234 neue Nachrichten' }));
    expect(screen.getByRole('dialog', { name: 'Hilfe' })).toBeTruthy();
    expect(await screen.findByText('Der Chat fehlt.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Nochmal' })).toBeTruthy();
    expect(screen.getAllByRole('button', { name: 'Chat schließen' })).toHaveLength(2);
    vi.restoreAllMocks();
  });

  it('asks for nothing where the host gives the count', async () => {
    const onUnreadChange = vi.fn();
    const user = userEvent.setup();
    render(<Launcher palette={palette} loader={ready()} userId="ben" unreadCount={1} onUnreadChange={onUnreadChange} />);
    await user.hover(screen.getByRole('button', { name: 'Open chat, 1 unread message' }));
    await act(async () => undefined);
    expect(onUnreadChange).not.toHaveBeenCalled();
  });
});

describe('teaser', () => {
  const TEASER = 'Questions about your stock?';
  const show = () => render(<Launcher palette={palette} loader={ready()} teaser={TEASER} />);

  it('comes a moment after the page, opens the chat when pressed, and goes', async () => {
    vi.useFakeTimers();
    show();
    expect(screen.queryByText(TEASER)).toBeNull();
    act(() => vi.advanceTimersByTime(1_500));
    fireEvent.click(screen.getByText(TEASER));
    expect(screen.getByRole('dialog')).toBeTruthy();
    expect(screen.queryByText(TEASER)).toBeNull();
  });

  it('is dismissed for the session, another text is not', () => {
    vi.useFakeTimers();
    const first = show();
    act(() => vi.advanceTimersByTime(1_500));
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText(TEASER)).toBeNull();
    first.unmount();
    const { rerender } = show();
    act(() => vi.advanceTimersByTime(10_000));
    expect(screen.queryByText(TEASER)).toBeNull();
    rerender(<Launcher palette={palette} loader={ready()} teaser="Something else?" />);
    act(() => vi.advanceTimersByTime(1_500));
    expect(screen.getByText('Something else?')).toBeTruthy();
  });

  it('comes and breaks nothing where storage is off', () => {
    vi.useFakeTimers();
    vi.stubGlobal('sessionStorage', {
      getItem() {
        throw new Error('denied');
      },
      setItem() {
        throw new Error('denied');
      },
      clear() {},
    });
    show();
    act(() => vi.advanceTimersByTime(1_500));
    expect(screen.getByText(TEASER)).toBeTruthy();
  });
});

describe('on a phone', () => {
  const layOut = () => vi.spyOn(Element.prototype, 'getClientRects').mockReturnValue([{}] as unknown as DOMRectList);

  it('covers the page: modal, and Tab goes around within it', async () => {
    phone();
    layOut();
    const user = userEvent.setup();
    render(<Launcher palette={palette} loader={ready()} open />);
    expect((await screen.findByRole('dialog')).getAttribute('aria-modal')).toBe('true');
    await screen.findByRole('textbox');
    screen.getByText('in a menu').focus();
    await user.tab();
    expect(document.activeElement).toBe(screen.getAllByRole('button', { name: 'Close chat' })[0]);
    await user.tab({ shift: true });
    expect(document.activeElement).toBe(screen.getByText('in a menu'));
  });

  it('the way back closes the chat and stays on the page', async () => {
    phone();
    const user = userEvent.setup();
    history.replaceState({ host: 1 }, '');
    render(<Launcher palette={palette} loader={ready()} />);
    await user.click(screen.getByRole('button', { name: 'Open chat' }));
    expect(history.state).toMatchObject({ host: 1 });
    expect(Object.keys(history.state)).toHaveLength(2);
    act(() => history.back());
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(history.state).toEqual({ host: 1 });
  });

  it('takes its entry away when it is closed otherwise, also under StrictMode', async () => {
    phone();
    const user = userEvent.setup();
    history.replaceState({ host: 2 }, '');
    render(
      <StrictMode>
        <Launcher palette={palette} loader={ready()} />
      </StrictMode>,
    );
    await user.click(screen.getByRole('button', { name: 'Open chat' }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(screen.getByRole('dialog')).toBeTruthy();
    await user.click(screen.getAllByRole('button', { name: 'Close chat' })[0] as HTMLElement);
    await waitFor(() => expect(history.state).toEqual({ host: 2 }));
  });

  it('leaves the history of a wide page alone', async () => {
    const user = userEvent.setup();
    history.replaceState({ host: 3 }, '');
    render(<Launcher palette={palette} loader={ready()} mode="full-screen" />);
    await user.click(screen.getByRole('button', { name: 'Open chat' }));
    expect(screen.getByRole('dialog').getAttribute('aria-modal')).toBe('true');
    expect(history.state).toEqual({ host: 3 });
  });

  it('keeps to what the keyboard leaves to be seen', async () => {
    phone();
    const view = Object.assign(new EventTarget(), { height: 700, offsetTop: 0, scale: 1 });
    vi.stubGlobal('visualViewport', view);
    vi.stubGlobal('innerHeight', 700);
    render(<Launcher palette={palette} loader={ready()} open />);
    const popup = await screen.findByRole('dialog');
    expect(popup.style.getPropertyValue('--l-view-height')).toBe('700px');
    Object.assign(view, { height: 380, offsetTop: 40 });
    view.dispatchEvent(new Event('resize'));
    expect(popup.style.getPropertyValue('--l-view-height')).toBe('380px');
    expect(popup.style.getPropertyValue('--l-view-top')).toBe('40px');
    expect(popup.dataset.keyboard).toBe('true');
    Object.assign(view, { scale: 2 });
    view.dispatchEvent(new Event('resize'));
    expect(popup.style.getPropertyValue('--l-view-height')).toBe('');
  });
});
