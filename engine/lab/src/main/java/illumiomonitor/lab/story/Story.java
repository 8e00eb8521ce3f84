package illumiomonitor.lab.story;

/** Something that happens to the estate. Plays alike in a scene with alike dice. */
interface Story {

    Play play(Scene scene);
}
