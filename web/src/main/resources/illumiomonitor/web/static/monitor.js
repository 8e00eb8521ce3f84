// What plain pages cannot: menus that close, filters that go at once, failures that are told.
(() => {
    'use strict';
    const toast = (text) => {
        const line = document.createElement('p');
        line.textContent = text;
        document.getElementById('toasts').append(line);
        setTimeout(() => line.remove(), 8000);
    };
    document.addEventListener('change', (event) => {
        if (event.target.matches('[data-submit]')) {
            event.target.form.requestSubmit();
        }
    });
    document.addEventListener('click', (event) => {
        for (const menu of document.querySelectorAll('details.menu[open]')) {
            if (!menu.contains(event.target)) {
                menu.open = false;
            }
        }
    });
    document.addEventListener('keydown', (event) => {
        const menu = document.querySelector('details.menu[open]');
        if (event.key === 'Escape' && menu) {
            menu.open = false;
            menu.querySelector('summary').focus();
        }
    });
    // A page that refreshes itself says once that it cannot, not every second.
    let silent = false;
    const polls = (event) => (event.detail.requestConfig || {}).verb === 'get';
    document.addEventListener('htmx:responseError', (event) => {
        if (!polls(event)) {
            toast(document.body.dataset.failed);
        }
    });
    document.addEventListener('htmx:sendError', () => {
        if (!silent) {
            silent = true;
            toast(document.body.dataset.offline);
        }
    });
    document.addEventListener('htmx:afterOnLoad', () => { silent = false; });
    // The log of a run that goes on keeps its end in sight.
    const follow = () => {
        const log = document.getElementById('log');
        if (log && document.querySelector('#run[data-running="true"]')) {
            log.scrollTop = log.scrollHeight;
        }
    };
    document.addEventListener('htmx:afterSettle', follow);
    document.addEventListener('DOMContentLoaded', follow);
})();
