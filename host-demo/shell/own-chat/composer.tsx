import { type KeyboardEvent, useState } from 'react';

interface ComposerProps {
  readonly answering: boolean;
  readonly onSend: (text: string) => void;
  readonly onStop: () => void;
}

/** Enter sends, Shift+Enter breaks the line; a word being composed by an input method is left alone. */
export function Composer({ answering, onSend, onStop }: ComposerProps) {
  const [text, setText] = useState('');
  const send = () => {
    if (text.trim() === '') return;
    onSend(text.trim());
    setText('');
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div className="own-composer">
      <textarea
        aria-label="Your question"
        placeholder="Ask about an order, your stock or a price"
        rows={2}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={keys}
      />
      {answering && (
        <button type="button" className="button" onClick={onStop}>
          Stop
        </button>
      )}
      <button type="button" className="button" data-strong onClick={send} aria-disabled={text.trim() === ''}>
        Ask
      </button>
    </div>
  );
}
