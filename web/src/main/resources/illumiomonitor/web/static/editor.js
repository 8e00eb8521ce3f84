// Puts Ace in the place of the text area. Without it the text area does all the same.
(() => {
    'use strict';
    const area = document.getElementById('text');
    const place = document.getElementById('editor');
    if (!area || !place || !window.ace) {
        return;
    }
    ace.config.set('useStrictCSP', true);
    ace.define('ace/theme/monitor', ['require', 'exports', 'module'], (require, exports) => {
        exports.isDark = false;
        exports.cssClass = 'ace-monitor';
        exports.cssText = '';
    });
    place.hidden = false;
    area.hidden = true;
    const readOnly = place.dataset.readonly === 'true';
    const editor = ace.edit(place, {
        // before the mode, which would begin a worker that the page's policy forbids
        useWorker: false,
        theme: 'ace/theme/monitor',
        mode: 'ace/mode/' + place.dataset.mode,
        readOnly: readOnly,
        highlightActiveLine: !readOnly,
        showPrintMargin: false,
        fontSize: 13,
        tabSize: place.dataset.mode === 'yaml' ? 2 : 4,
        useSoftTabs: true,
        value: area.value,
    });
    editor.session.setUndoManager(new ace.UndoManager());
    editor.textInput.getElement().setAttribute('aria-label', area.getAttribute('aria-label'));
    editor.clearSelection();
    editor.moveCursorTo(0, 0);
    const Range = ace.require('ace/range').Range;
    const errors = [...document.querySelectorAll('[data-part="errors"] li')].map((item) => ({
        row: Math.max(0, Number(item.dataset.line) - 1),
        column: Math.max(0, Number(item.dataset.column) - 1),
        text: item.dataset.message,
        type: 'error',
    }));
    if (errors.length > 0) {
        editor.session.setAnnotations(errors);
        errors.forEach((e) => editor.session.addMarker(new Range(e.row, 0, e.row, 1), 'broken-line', 'fullLine'));
        editor.gotoLine(errors[0].row + 1, errors[0].column, false);
        editor.scrollToLine(errors[0].row, true, false);
    }
    // Escape leaves the editor, so that the keyboard is not caught in it.
    editor.commands.addCommand({ name: 'leave', bindKey: 'Esc', exec: () => editor.blur(), readOnly: true });
    if (!readOnly) {
        const form = area.form;
        let changed = false;
        editor.session.on('change', () => { changed = true; });
        form.addEventListener('submit', () => { area.value = editor.getValue(); changed = false; });
        editor.commands.addCommand({
            name: 'save', bindKey: { win: 'Ctrl-S', mac: 'Command-S' }, exec: () => form.requestSubmit(),
        });
        window.addEventListener('beforeunload', (event) => {
            if (changed) {
                event.preventDefault();
            }
        });
    }
})();
