namespace PowerController.Simulator.Checking;

/// <summary>Why a checker blames nobody although its rule is broken: no decision could have helped. How often each is needed is told with what nights have covered.</summary>
public enum Excuse
{
    /// <summary>It has had all the time it was said to need, and hangs.</summary>
    HangsBeyondItsTime,

    /// <summary>Its agent died just when the cut had been armed, and nobody could take that back.</summary>
    DiesWithItsCut,

    /// <summary>It fell in the stop that it was told, and comes up where nobody hears of it.</summary>
    FellInItsStop,

    /// <summary>It has come up, and has let the time for its start pass in silence.</summary>
    HasSaidNothing,

    /// <summary>People rebooted it in its countdown, and its card speaks only by way of it.</summary>
    BootsBeforeItsCard,

    /// <summary>The countdown ran before it booted, and its card has heard nobody since.</summary>
    CardIsDeafSinceItsBoot,

    /// <summary>It came up by itself, or by people, where nobody hears it, in a countdown.</summary>
    ComesUpUnseen,

    /// <summary>It came back by itself, and there was no time for its stop before a countdown that nobody could end.</summary>
    ComesUpTooLate,

    /// <summary>It boots by itself while the cut already counts: it answers nothing yet, as what is off.</summary>
    BootsUnasked,

    /// <summary>It booted while no program ran, and none has run since for long enough to see it.</summary>
    BootsUnwatched,

    /// <summary>It booted in a countdown that the card says nothing of, and the only clock was set.</summary>
    ClockIsWrong,

    /// <summary>When it had to go for its cut no program ran; it was stopped as soon as one did, and hangs.</summary>
    ProgramWasDown,

    /// <summary>The battery ran empty over a node that would not stop any more.</summary>
    NodeIsBroken,

    /// <summary>A firmware that counts its memory uses no disk yet.</summary>
    FirmwareRuns,

    /// <summary>It has said its last word and answers nothing any more.</summary>
    AnswersNothing,

    /// <summary>Its own output came back by itself on the last of its disk's battery.</summary>
    OutputCameTooLate,

    /// <summary>It hangs beyond its time, cut off from whoever runs.</summary>
    HangsCutOff,

    /// <summary>It hangs beyond its time, and the countdown can not be made longer.</summary>
    CountdownIsFixed,

    /// <summary>Its agent is dead, and when it had had its time nobody could reach the card any more.</summary>
    CardIsDeafSinceItsTime,

    /// <summary>The output was off a moment ago, and nobody can have read yet that it is not any more.</summary>
    PowerIsUnread,

    /// <summary>Its own shutdown was decided, and judged, before this one.</summary>
    IsDecidedAlready,

    /// <summary>The other battery ends, and this one fell silent on its own.</summary>
    FellSilentOnBattery,

    /// <summary>The other battery ends, and this one has been silent for longer than silence may last.</summary>
    SilentForLong,

    /// <summary>The other battery ends, and this one has said nothing since the program started.</summary>
    UnheardSinceTheStart,

    /// <summary>A countdown runs to its end, as its card hears nobody who would take it back.</summary>
    IsBeingCut,

    /// <summary>By the clock, which was set, a cut still runs that is over, and the card says nothing.</summary>
    CountsByAWrongClock,

    /// <summary>No terminal leads: all went with their hosts, which nobody could have had cut, or by people in LOCAL.</summary>
    NobodyIsLeft,

    /// <summary>It is off, its output could not be cut, and nobody is left to start it.</summary>
    InputStays,

    /// <summary>Its own fault, or one of a card that speaks only by way of it, keeps it off, and people were told or nobody is left.</summary>
    StaysDownByItsFault,

    /// <summary>Who lives neither saw it stop nor was told of it.</summary>
    IsUnwitnessed,

    /// <summary>The program that told it to stop died before any word of it came back, and people were told.</summary>
    StoppedUnheard,
}
