namespace PowerController.Snmp;

/// <summary>What an agent says about a request (RFC 3416); the numbers are those on the wire.</summary>
public enum SnmpErrorStatus
{
    /// <summary>Done.</summary>
    NoError = 0,

    /// <summary>The answer does not fit into one message.</summary>
    TooBig = 1,

    /// <summary>v1: there is no such object, or it must not be seen.</summary>
    NoSuchName = 2,

    /// <summary>v1: the value does not suit the object.</summary>
    BadValue = 3,

    /// <summary>v1: the object cannot be written.</summary>
    ReadOnly = 4,

    /// <summary>The agent failed for a reason of its own.</summary>
    GenErr = 5,

    /// <summary>The object is not accessible to this community or user.</summary>
    NoAccess = 6,

    /// <summary>The value has the wrong type.</summary>
    WrongType = 7,

    /// <summary>The value has the wrong length.</summary>
    WrongLength = 8,

    /// <summary>The value has the wrong encoding.</summary>
    WrongEncoding = 9,

    /// <summary>The value is out of range.</summary>
    WrongValue = 10,

    /// <summary>The object does not exist and cannot be created.</summary>
    NoCreation = 11,

    /// <summary>The value could be set at another time, not now.</summary>
    InconsistentValue = 12,

    /// <summary>The agent lacks a resource for the change.</summary>
    ResourceUnavailable = 13,

    /// <summary>The change failed; nothing was changed.</summary>
    CommitFailed = 14,

    /// <summary>The change failed, and not all of it could be taken back.</summary>
    UndoFailed = 15,

    /// <summary>The community or user may not do this.</summary>
    AuthorizationError = 16,

    /// <summary>The object can never be written.</summary>
    NotWritable = 17,

    /// <summary>The object could be created at another time, not now.</summary>
    InconsistentName = 18,
}
