// React is the shop's and the remote's: it is there once all sharing is settled, so nothing of this file may need it.
import('./federated-main.jsx');
